package io.millrace.warehouse.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.warehouse.hive.ResultTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A folder of what a run found, written aside: it appears whole, and replaces one of its name. */
final class ReportFolder implements AutoCloseable {

  private final FileSystem files;
  private final Path folder;
  private final Path aside;

  ReportFolder(FileSystem files, Path folder) throws IOException {
    this.files = files;
    this.folder = folder;
    this.aside = new Path(folder.getParent(), "_next-" + folder.getName());
    files.delete(aside, true); // of a run that was killed
  }

  /** Rows that come to few. */
  static ResultTable table(Dataset<Row> few) {
    List<List<String>> rows = new ArrayList<>();
    for (Row row : few.collectAsList()) {
      List<String> values = new ArrayList<>(row.length());
      for (int i = 0; i < row.length(); i++) {
        values.add(row.isNullAt(i) ? null : row.get(i).toString());
      }
      rows.add(values);
    }
    return new ResultTable(List.of(few.columns()), rows);
  }

  void write(String name, String text) throws IOException {
    try (FSDataOutputStream out = files.create(new Path(aside, name), false)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  /** One file, however many rows; none of them passes through the driver. */
  void writeAll(String name, Dataset<Row> rows) throws IOException {
    Path parts = new Path(aside, "_parts");
    rows.repartition(1)
        .sortWithinPartitions("event_time", "kafka_partition", "kafka_offset")
        .write()
        .option("header", true)
        .option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
        .option("escape", "\"")
        .csv(parts.toString());
    for (FileStatus part : files.listStatus(parts)) {
      if (part.getPath().getName().startsWith("part-")) {
        files.rename(part.getPath(), new Path(aside, name));
      }
    }
    files.delete(parts, true);
  }

  /** Makes it appear. */
  void publish() throws IOException {
    files.delete(folder, true);
    if (!files.rename(aside, folder)) {
      throw new IOException("cannot rename %s to %s".formatted(aside, folder));
    }
  }

  @Override
  public void close() throws IOException {
    files.delete(aside, true);
  }
}
