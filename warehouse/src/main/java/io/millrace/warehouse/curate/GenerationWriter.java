package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.TableFolder;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Writes a generation of a table as few, large ORC files a partition. */
final class GenerationWriter {

  /** The partition columns of a table by day. */
  static final List<String> DAILY = List.of("dt");

  /** The partition columns of a table by hour. */
  static final List<String> HOURLY = List.of("dt", "hour");

  private GenerationWriter() {}

  /**
   * Writes where no reader looks.
   *
   * @param partitionedBy {@link #DAILY} or {@link #HOURLY}
   * @param order within a file, so that what is asked for together lies together
   */
  static void write(
      Dataset<Row> rows,
      TableFolder folder,
      Generation generation,
      List<String> partitionedBy,
      String... order) {
    write(List.of(rows), folder, generation, partitionedBy, List.of(order));
  }

  /**
   * Does the same with parts that have no partition in common, one after the other, so that no more
   * than one is on the disks of the application.
   */
  static void write(
      List<Dataset<Row>> parts,
      TableFolder folder,
      Generation generation,
      List<String> partitionedBy,
      List<String> order) {
    Column[] partitions = columns(partitionedBy.stream());
    SaveMode mode = SaveMode.ErrorIfExists;
    for (Dataset<Row> part : parts) {
      // Rebalancing makes one file of a small partition and several of a large one, by the size of
      // what is written and not by a guess.
      part.hint("rebalance", Stream.of(partitions).map(Column::expr).toArray())
          .sortWithinPartitions(columns(Stream.concat(partitionedBy.stream(), order.stream())))
          .write()
          .mode(mode)
          .option("compression", "zstd")
          .partitionBy(partitionedBy.toArray(String[]::new))
          .orc(folder.next(generation).toString());
      mode = SaveMode.Append;
    }
  }

  /**
   * The rows of a generation that has been written.
   *
   * @param schema is given, since a generation without any row has no file to tell it
   */
  static Dataset<Row> read(
      SparkSession spark, StructType schema, TableFolder folder, Generation generation) {
    return spark.read().schema(schema).orc(folder.next(generation).toString());
  }

  private static Column[] columns(Stream<String> names) {
    return names.map(functions::col).toArray(Column[]::new);
  }
}
