package io.millrace.warehouse;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;

import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/**
 * Has the classes loaded that drivers and executors on YARN need. The build runs it once, in a JVM
 * that archives what it has loaded, so that applications of the embedded cluster start faster.
 * There is no cluster, so that whatever asks for one is refused at once; what fails here only makes
 * them start more slowly.
 */
public final class Rehearsal {

  private static final List<String> ON_YARN =
      List.of(
          "org.apache.spark.deploy.yarn.ApplicationMaster",
          "org.apache.spark.deploy.yarn.YarnAllocator",
          "org.apache.spark.deploy.yarn.YarnRMClient",
          "org.apache.spark.deploy.yarn.ExecutorRunnable",
          "org.apache.spark.deploy.yarn.ResourceRequestHelper",
          "org.apache.spark.executor.YarnCoarseGrainedExecutorBackend",
          "org.apache.spark.scheduler.cluster.YarnClusterManager",
          "org.apache.spark.scheduler.cluster.YarnClusterScheduler",
          "org.apache.spark.scheduler.cluster.YarnClusterSchedulerBackend",
          "org.apache.hadoop.yarn.client.api.impl.AMRMClientImpl",
          "org.apache.hadoop.yarn.client.api.impl.NMClientImpl",
          "org.apache.hadoop.yarn.api.impl.pb.client.ApplicationMasterProtocolPBClientImpl",
          "org.apache.hadoop.hdfs.DistributedFileSystem",
          "org.apache.hadoop.hdfs.DFSOutputStream",
          "org.apache.spark.network.shuffle.ExternalBlockStoreClient");

  private Rehearsal() {}

  /**
   * Rehearses.
   *
   * @param args a folder that may be written to
   */
  public static void main(String[] args) {
    String folder = args[0];
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("rehearsal")
            .enableHiveSupport()
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.hadoop.hive.metastore.uris", "thrift://127.0.0.1:1")
            .config("spark.hadoop.hive.metastore.connect.retries", "1")
            .config("spark.hadoop.hive.metastore.failure.retries", "0")
            .config("spark.hadoop.hive.metastore.client.connect.retry.delay", "0s")
            .getOrCreate()) {
      for (Callable<?> part : parts(spark, folder)) {
        try {
          part.call();
        } catch (Exception e) { // Scala throws checked exceptions that nobody declares
          System.out.println(e);
        }
      }
    }
    // clients that were refused have threads that go on
    System.exit(0);
  }

  private static List<Callable<?>> parts(SparkSession spark, String folder) {
    return List.of(
        () -> {
          for (String name : ON_YARN) {
            Class.forName(name);
          }
          return ON_YARN;
        },
        () -> written(spark.range(1000), folder + "/parquet", "parquet"),
        () -> written(spark.read().parquet(folder + "/parquet"), folder + "/orc", "orc"),
        () -> {
          Dataset<Row> rows = spark.read().orc(folder + "/orc");
          return rows.join(rows.groupBy("key").agg(sum("id").as("total")), "key")
              .withColumn("before", lag("id", 1).over(Window.partitionBy("key").orderBy("id")))
              .groupBy("key")
              .agg(count(lit(1)), percentile_approx(col("before"), lit(0.5), lit(100)))
              .orderBy("key")
              .collectAsList();
        },
        () -> spark.sql("SHOW DATABASES").collectAsList());
  }

  private static <T> Object written(Dataset<T> rows, String place, String format) {
    rows.selectExpr("id", "id % 7 AS key", "cast(id AS STRING) AS text", "array(id) AS several")
        .hint("rebalance", col("key").expr())
        .sortWithinPartitions("key", "id")
        .write()
        .mode(SaveMode.Overwrite)
        .option("compression", "zstd")
        .partitionBy("key")
        .format(format)
        .save(place);
    return place;
  }
}
