package io.millrace.streaming;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;

/** Has the classes loaded that landing is about to need, so that a driver takes over at once. */
final class WarmUp {

  private WarmUp() {}

  /** Reads each feed's topic once and keeps nothing; claims and lands nothing. */
  static void of(SparkSession spark, LandingSettings settings) throws Exception {
    var hadoop = spark.sparkContext().hadoopConfiguration();
    new HiveConf(hadoop, WarmUp.class);
    HdfsFiles files =
        new HdfsFiles(FileContext.getFileContext(new Path(settings.root()).toUri(), hadoop));
    for (String topic : files.names(settings.feeds())) {
      read(spark, settings, topic);
    }
  }

  private static void read(SparkSession spark, LandingSettings settings, String topic)
      throws TimeoutException, InterruptedException {
    CountDownLatch read = new CountDownLatch(1);
    VoidFunction2<Dataset<Row>, Long> count =
        (batch, id) -> {
          batch.queryExecution().toRdd().toJavaRDD().coalesce(1).count();
          read.countDown();
        };
    StreamingQuery query =
        spark
            .readStream()
            .format("kafka")
            .option("kafka.bootstrap.servers", settings.brokers())
            .option("subscribe", topic)
            .option("startingOffsets", "earliest")
            .option("includeHeaders", true)
            .option("maxOffsetsPerTrigger", 1000)
            .load()
            .selectExpr("partition", "offset", "timestamp", "value", "headers")
            .writeStream()
            .foreachBatch(count)
            .start();
    // an empty topic has nothing to read
    boolean unused = read.await(5, TimeUnit.SECONDS);
    query.stop();
  }
}
