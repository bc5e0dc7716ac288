package io.millrace.streaming;

import io.millrace.model.feed.FeedPaths;
import io.millrace.model.feed.FeedVersions;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.Landing;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.streaming.StreamingSettings;
import io.millrace.streaming.DeclaredFeeds.Look;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private final CountingCatalog catalog;
  private final Set<String> unreadable = new HashSet<>();

  LocalLanding(SparkSession spark, Path root, String feed) throws IOException {
    String uri = root.toUri().toString().replaceAll("/$", "");
    this.spark = spark;
    this.paths = new LandingPaths(uri, feed);
    this.catalog = new CountingCatalog(feed);
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
    Look found = declared.look(paths.feed(), Optional.empty());
    if (found.newest().isEmpty()) {
      throw new AssertionError(found.refused());
    }
    FeedLander lander = lander(found, attempt);
    lander.takeOver();
    return lander;
  }

  /** A driver that has yet to take the feed over. */
  FeedLander lander(Look found, String attempt) {
    HdfsLandingStore store = new HdfsLandingStore(files, paths, catalog);
    return new FeedLander(
        new DeclarationInUse(declared, files, paths, found),
        new Landing(store, CLOCK),
        new BatchStager(paths, 1, CLOCK, new JavaSparkContext(spark.sparkContext())),
        new HourCloser(paths, files, store, catalog, CLOCK),
        new LandingMeter(
            paths.feed(), new BatchLimit(StreamingSettings.of(Map.of()).batches()), CLOCK),
        CLOCK,
        attempt);
  }

  PartitionCatalog catalog() {
    return catalog;
  }

  /** The newest record of the commit log. */
  CommitRecord last() {
    return new HdfsLandingStore(files, paths, catalog).last().orElseThrow();
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
    return catalog.rows;
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

  /** Counts as the metastore would: a batch once. */
  private static final class CountingCatalog implements PartitionCatalog {
    private final String feed;
    private final Map<String, Long> rows = new TreeMap<>();
    private final Map<String, HourFiles> hours = new TreeMap<>();
    private final List<Long> registered = new ArrayList<>();

    CountingCatalog(String feed) {
      this.feed = feed;
    }

    @Override
    public void register(CommitRecord record) {
      if (!registered.contains(record.seq())) {
        registered.add(record.seq());
        record.files().stream()
            .filter(file -> file.hour() != null)
            .forEach(file -> count(record, file));
      }
    }

    private void count(CommitRecord record, LandedFile file) {
      String key = file.dt() + "/" + file.hour();
      if (record.compaction() == null) {
        rows.merge(key, file.rows(), Long::sum);
      }
      hours.put(
          key,
          new HourFiles(
              "raw." + feed,
              file.dt(),
              file.hour(),
              file.path().substring(0, file.path().lastIndexOf('/')),
              rows.get(key),
              record.seq()));
    }

    @Override
    public long rows(String dt, String hour) {
      return rows.getOrDefault(dt + "/" + hour, 0L);
    }

    @Override
    public Optional<HourFiles> hour(String table, String dt, String hour) {
      return Optional.ofNullable(hours.get(dt + "/" + hour));
    }

    @Override
    public void close() {}
  }
}
