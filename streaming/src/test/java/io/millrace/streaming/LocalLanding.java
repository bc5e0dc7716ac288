package io.millrace.streaming;

import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersions;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.Landing;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStore;
import io.millrace.model.streaming.StreamingSettings;
import io.millrace.streaming.DeclaredFeeds.Look;
import io.millrace.streaming.compact.HourBacklog;
import io.millrace.streaming.compact.HourOwner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** All zones and the declarations of one feed in a local folder, and drivers that land it. */
final class LocalLanding {

  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final SparkSession spark;
  private final LandingPaths paths;
  private final FeedPaths declarations;
  private final HdfsFiles files;
  private final DeclaredFeeds declared;
  private final LocalCatalog catalog;
  private final HourBacklog backlog = new HourBacklog();
  private final Set<String> unreadable = new HashSet<>();

  LocalLanding(SparkSession spark, Path root, String feed) throws IOException {
    String uri = root.toUri().toString().replaceAll("/$", "");
    this.spark = spark;
    this.paths = new LandingPaths(uri, feed);
    this.catalog = new LocalCatalog(paths);
    this.declarations = FeedPaths.under(uri);
    this.files = new HdfsFiles(FileContext.getFileContext(root.toUri(), new Configuration()));
    this.declared =
        new DeclaredFeeds(new FailingFolder(), declarations.folder(), LandingPaths.salt(uri));
  }

  LandingPaths paths() {
    return paths;
  }

  HdfsFiles files() {
    return files;
  }

  DeclaredFeeds declared() {
    return declared;
  }

  FeedPaths declarations() {
    return declarations;
  }

  /** Adds a version, as `feed apply` does. */
  void declare(int version, String yaml, String avsc) {
    files.write(declarations.yaml(paths.feed(), version), yaml);
    files.write(declarations.avsc(paths.feed(), version), avsc);
    unreadable.remove(declarations.avsc(paths.feed(), version));
  }

  /** Makes reading a version fail until it is declared again. */
  void makeUnreadable(int version) {
    unreadable.add(declarations.avsc(paths.feed(), version));
  }

  /** A driver that has taken the feed over, with the newest declaration. */
  FeedLander driver(String attempt) {
    return driver(attempt, store -> store);
  }

  /** The same, with a store that may fail; it fails no sooner than the feed is taken over. */
  FeedLander driver(String attempt, UnaryOperator<LandingStore> decoration) {
    Look found = declared.look(paths.feed(), Optional.empty());
    if (found.newest().isEmpty()) {
      throw new AssertionError(found.refused());
    }
    FeedLander lander = lander(found, attempt, decoration);
    lander.takeOver();
    return lander;
  }

  /** A driver that has yet to take the feed over. */
  FeedLander lander(Look found, String attempt) {
    return lander(found, attempt, store -> store);
  }

  private FeedLander lander(Look found, String attempt, UnaryOperator<LandingStore> decoration) {
    HdfsLandingStore store = new HdfsLandingStore(files, paths, catalog, CLOCK);
    HourFolders folders = new HourFolders(catalog, paths, backlog);
    return new FeedLander(
        new DeclarationInUse(declared, files, paths, found),
        new Landing(decoration.apply(store), CLOCK),
        new BatchStager(paths, folders, 1, CLOCK, new JavaSparkContext(spark.sparkContext())),
        new HourCloser(paths, files, store, catalog, CLOCK),
        folders,
        new GapOrder(files, store, paths),
        new LogRetention(paths, files, catalog, CLOCK),
        new LandingMeter(
            paths.feed(), new BatchLimit(StreamingSettings.of(Map.of()).batches()), CLOCK),
        CLOCK,
        attempt);
  }

  /** The hours as compaction is given them. */
  HourOwner hours(FeedLander lander) {
    HdfsLandingStore store = new HdfsLandingStore(files, paths, catalog, CLOCK);
    return new LandedHours(lander, new HourCloser(paths, files, store, catalog, CLOCK), paths);
  }

  HourBacklog backlog() {
    return backlog;
  }

  LocalCatalog catalog() {
    return catalog;
  }

  /** The commit log from its end to its beginning. */
  Stream<CommitRecord> records() {
    return new HdfsLandingStore(files, paths, catalog, CLOCK).records();
  }

  /** The newest record of the commit log. */
  CommitRecord last() {
    return new HdfsLandingStore(files, paths, catalog, CLOCK).last().orElseThrow();
  }

  /**
   * The raw table as its readers see it.
   *
   * @param columns the table's, as DDL; those of origin and partition are added
   */
  Dataset<Row> raw(String columns) {
    return spark
        .read()
        .option("basePath", paths.rawTable())
        .schema(
            StructType.fromDDL(
                columns + ", kafka_partition INT, kafka_offset BIGINT, dt STRING, hour STRING"))
        .parquet(paths.rawTable());
  }

  /** The quarantine table, of all feeds. */
  Dataset<Row> quarantine() {
    return spark.read().parquet(paths.root() + "/quarantine");
  }

  boolean closed(String dt, String hour) {
    return files.exists(paths.closedFlag(dt, hour));
  }

  /** Rows by {@code dt/hour}, as the metastore would know them. */
  Map<String, Long> registered() {
    Map<String, Long> rows = new TreeMap<>();
    for (EventHour hour : catalog.hours(paths.rawTableName())) {
      rows.put(hour.dt() + "/" + hour.hour(), catalog.rows(hour.dt(), hour.hour()));
    }
    return rows;
  }

  /** The folder of declarations, with files that cannot be read now. */
  private final class FailingFolder implements FeedVersions.Folder {

    @Override
    public List<String> names(String folder) {
      return files.names(folder);
    }

    @Override
    public Optional<String> read(String path) throws IOException {
      if (unreadable.contains(path)) {
        throw new IOException(path + ": permission denied");
      }
      return files.read(path);
    }
  }
}
