package io.millrace.streaming.live;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** A folder of Parquet files in place of a topic; each file is a batch. */
final class FolderTopic {

  /** A record on its way. */
  record Sent(int partition, String value, boolean replayed) {}

  private final SparkSession spark;
  private final Path folder;
  private final Map<Integer, Long> ends = new TreeMap<>();

  FolderTopic(SparkSession spark, Path folder, int partitions) throws Exception {
    this.spark = spark;
    this.folder = Files.createDirectories(folder);
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(partition, 0L);
    }
  }

  /** Appends records that a reader gets in one batch. */
  void send(List<Sent> records) {
    List<Row> rows = new ArrayList<>();
    for (Sent sent : records) {
      long offset = ends.merge(sent.partition(), 1L, Long::sum) - 1;
      rows.add(
          RowFactory.create(
              sent.partition(),
              offset,
              // as if all came a while after the events: no test is about the future
              4_000_000_000_000_000L,
              sent.value().getBytes(StandardCharsets.UTF_8),
              sent.replayed()));
    }
    spark
        .createDataFrame(rows, PaneTask.INPUT)
        .coalesce(1)
        .write()
        .mode("append")
        .parquet(folder.toString());
  }

  LiveSource source() {
    return new LiveSource() {
      @Override
      public Dataset<Row> records(SparkSession session, Map<Integer, Long> from) {
        Column wanted = functions.lit(false);
        for (Map.Entry<Integer, Long> start : from.entrySet()) {
          wanted =
              wanted.or(
                  functions
                      .col("partition")
                      .equalTo(start.getKey())
                      .and(functions.col("offset").geq(start.getValue())));
        }
        return session
            .readStream()
            .schema(PaneTask.INPUT)
            .option("maxFilesPerTrigger", 1)
            .parquet(folder.toString())
            .filter(wanted);
      }

      @Override
      public Map<Integer, Long> firstOffsets() {
        Map<Integer, Long> first = new TreeMap<>(ends);
        first.replaceAll((partition, end) -> 0L);
        return first;
      }

      @Override
      public Map<Integer, Long> endOffsets() {
        return new TreeMap<>(ends);
      }

      @Override
      public void close() {}
    };
  }
}
