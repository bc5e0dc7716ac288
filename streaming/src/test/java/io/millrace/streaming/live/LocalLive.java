package io.millrace.streaming.live;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStore;
import io.millrace.streaming.HdfsFiles;
import io.millrace.streaming.HdfsLandingStore;
import io.millrace.streaming.PartitionCatalog;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A live log and its tables in a local folder. */
public final class LocalLive {

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
                case "close", "addSegment", "moveSegment" -> {}
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  private void register(CommitRecord record) {
    if (registered.add(record.seq())) {
      for (LandedFile file : record.files()) {
        rows.merge(file.table() + "/" + file.dt() + "/" + file.hour(), file.rows(), Long::sum);
      }
    }
  }
}
