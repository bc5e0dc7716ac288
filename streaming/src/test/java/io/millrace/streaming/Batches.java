package io.millrace.streaming;

import io.millrace.model.run.RunRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Batches as Kafka gives them. */
final class Batches {

  static final StructType INPUT =
      StructType.fromDDL(
          "partition INT, offset BIGINT, timestamp TIMESTAMP, value BINARY, headers ARRAY<STRUCT<key: STRING, value: BINARY>>");

  private final SparkSession spark;

  Batches(SparkSession spark) {
    this.spark = spark;
  }

  Dataset<Row> of(Row... records) {
    return spark.createDataFrame(List.of(records), INPUT);
  }

  static Row live(int partition, long offset, String value) {
    return live(partition, offset, value.getBytes(StandardCharsets.UTF_8));
  }

  static Row live(int partition, long offset, byte[] value) {
    return record(partition, offset, value, List.of());
  }

  static Row replayed(String run, int partition, long offset, String value) {
    return record(
        partition,
        offset,
        value.getBytes(StandardCharsets.UTF_8),
        List.of(RowFactory.create(RunRecord.HEADER, run.getBytes(StandardCharsets.UTF_8))));
  }

  private static Row record(int partition, long offset, byte[] value, List<Row> headers) {
    return RowFactory.create(
        partition,
        offset,
        Timestamp.from(LocalLanding.NOW),
        value,
        headers.isEmpty() ? null : headers.toArray());
  }
}
