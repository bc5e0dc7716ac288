package io.millrace.streaming.live;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.DroppedPartition;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStore;
import io.millrace.model.landing.LogTable;
import io.millrace.model.live.LiveTable;
import io.millrace.model.retention.DropOrder;
import io.millrace.model.retention.RetentionRow;
import io.millrace.streaming.HdfsFiles;
import io.millrace.streaming.HdfsLandingStore;
import io.millrace.streaming.PartitionCatalog;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A live log and its tables in a local folder. */
public final class LocalLive {

  static final Duration GRACE = Duration.ofHours(24);

  private final HdfsFiles files;
  private final LandingPaths paths;
  private final Set<Long> registered = new HashSet<>();
  private final Map<String, Long> rows = new TreeMap<>();

  public LocalLive(Path root, String log) throws IOException {
    this.files = new HdfsFiles(FileContext.getFileContext(root.toUri(), new Configuration()));
    this.paths = LandingPaths.live(root.toUri().toString().replaceAll("/$", ""), log);
  }

  public LandingPaths paths() {
    return paths;
  }

  public HdfsFiles files() {
    return files;
  }

  public LandingStore store() {
    return new HdfsLandingStore(files, paths, catalog(), Clock.systemUTC());
  }

  /**
   * The log, as a driver opens it.
   *
   * @param store what the driver takes for the log's own
   * @param tables those that it writes
   */
  public LiveLog log(LandingStore store, List<LiveTable> tables, Clock clock) {
    return new LiveLog(
        paths, store, new LiveRetention(paths, files, catalog(), tables, GRACE, clock));
  }

  /** The same, of a log that nobody orders to drop anything. */
  public LiveLog log(LandingStore store) {
    return log(store, List.of(), Clock.systemUTC());
  }

  /** Deploys rules of retention. */
  void rules(String keepTimes, String holds) {
    files.write(rulesFolder() + "/retention.json", keepTimes);
    files.write(rulesFolder() + "/legal-hold.json", holds);
  }

  /** Orders the log's driver to drop what they keep no longer, as run "run-1" of retention. */
  void order() {
    DropOrder order =
        new DropOrder(
            rulesFolder(),
            files.read(rulesFolder() + "/retention.json").orElseThrow(),
            files.read(rulesFolder() + "/legal-hold.json").orElseThrow(),
            new RetentionRow.Teller(Optional.of("0000001-oozie"), 0, "run-1"));
    files.write(paths.dropOrder(), order.json());
  }

  private String rulesFolder() {
    return paths.root() + "/rules";
  }

  /** Rows by table, day and hour, as the metastore would know them. */
  public Map<String, Long> registered() {
    return rows;
  }

  /** A table as its readers see it; its partitions are columns too. */
  public Dataset<Row> table(SparkSession spark, String view) {
    return spark.read().option("basePath", paths.liveTable(view)).parquet(paths.liveTable(view));
  }

  /** Counts as the metastore would: a record once. */
  public PartitionCatalog catalog() {
    return (PartitionCatalog)
        Proxy.newProxyInstance(
            PartitionCatalog.class.getClassLoader(),
            new Class<?>[] {PartitionCatalog.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "register" -> register((CommitRecord) arguments[0]);
                case "names" -> {
                  return names((LogTable) arguments[0]);
                }
                case "leaving" -> {
                  return names((LogTable) arguments[0]).stream()
                      .filter(((List<?>) arguments[1])::contains)
                      .map(name -> leaving((LogTable) arguments[0], name, (String) arguments[2]))
                      .toList();
                }
                case "close", "addSegment", "moveSegment", "addRetentionDay" -> {}
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private List<String> names(LogTable table) {
    return rows.keySet().stream()
        .filter(key -> key.startsWith(table.name() + "/"))
        .map(key -> key.split("/", -1))
        .map(parts -> "dt=%s/hour=%s".formatted(parts[1], parts[2]))
        .toList();
  }

  private DroppedPartition leaving(LogTable table, String name, String rule) {
    String[] values = name.replace("dt=", "").replace("hour=", "").split("/", -1);
    String view = table.name().substring("live.".length());
    return new DroppedPartition(
        table.zone(),
        table.name(),
        values[0],
        name,
        rule,
        paths.live(view, values[0], values[1]),
        rows.get(key(table.name(), values[0], values[1])),
        1,
        1);
  }

  private static String key(String table, String dt, String hour) {
    return table + "/" + dt + "/" + hour;
  }

  private void register(CommitRecord record) {
    if (record.drop() != null) {
      record
          .drop()
          .partitions()
          .forEach(
              gone ->
                  rows.remove(
                      gone.table() + "/" + gone.name().replace("dt=", "").replace("hour=", "")));
    } else if (registered.add(record.seq())) {
      for (LandedFile file : record.files()) {
        rows.merge(key(file.table(), file.dt(), file.hour()), file.rows(), Long::sum);
      }
    }
  }
}
