package io.millrace.warehouse.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.warehouse.hive.ResultTable;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.report.CsvFile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;

/**
 * Runs a backtest and leaves what it found in a folder: {@code summary.csv}, {@code rules.csv},
 * {@code days.csv}, {@code changes.csv} and {@code differences.csv}, beside both rule sets. The
 * folder appears whole, and a run of the same name replaces it.
 */
public final class BacktestFolder {

  private static final String PAYMENTS = "dw.transactions";

  private final SparkSession spark;
  private final FileSystem files;
  private final Path folder;

  public BacktestFolder(SparkSession spark, FileSystem files, Path folder) {
    this.spark = spark;
    this.files = files;
    this.folder = folder;
  }

  /**
   * Runs it.
   *
   * @param since the first day of which payments are looked at; empty for all there are
   * @param tasks over which accounts are spread
   * @throws PublishException when there is no payment to compare by, or no table of them
   */
  public void run(
      List<LocalDate> days, Optional<LocalDate> since, RuleFile old, RuleFile next, int tasks)
      throws IOException, PublishException {
    if (!spark.catalog().tableExists(PAYMENTS)) {
      throw new RefusedException(
          "The metastore has no table %s. Create it with: millrace feed apply transactions"
              .formatted(PAYMENTS));
    }
    Dataset<Row> history = spark.table(PAYMENTS);
    Dataset<Row> looked =
        since.map(day -> history.where(functions.col("dt").geq(day.toString()))).orElse(history);
    Dataset<Row> compared =
        Comparing.of(looked, old, next, days, tasks).persist(StorageLevel.DISK_ONLY());
    Path aside = new Path(folder.getParent(), "_next-" + folder.getName());
    files.delete(aside, true); // of a run that was killed
    try {
      ResultTable summary = table(Backtest.summary(compared, days.size()));
      if (summary.isEmpty()) {
        throw new RefusedException(
            "%s has no payment on %s. Curate the days first: millrace workflow run daily --days …"
                .formatted(PAYMENTS, words(days)));
      }
      Dataset<Row> differences = Backtest.differences(compared);
      write(aside, "summary.csv", CsvFile.of(summary));
      write(aside, "rules.csv", CsvFile.of(table(Backtest.rules(compared))));
      write(aside, "days.csv", CsvFile.of(table(Backtest.days(compared))));
      write(aside, "changes.csv", CsvFile.of(table(Backtest.changes(differences))));
      write(aside, "old-rules.yaml", old.yaml());
      write(aside, "new-rules.yaml", next.yaml());
      writeAll(aside, "differences.csv", differences);
      files.delete(folder, true);
      if (!files.rename(aside, folder)) {
        throw new IOException("cannot rename %s to %s".formatted(aside, folder));
      }
    } finally {
      files.delete(aside, true);
      compared.unpersist();
    }
  }

  private static String words(List<LocalDate> days) {
    return days.size() == 1
        ? days.get(0).toString()
        : "any of the days from %s to %s".formatted(days.get(0), days.get(days.size() - 1));
  }

  private static ResultTable table(Dataset<Row> few) {
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

  private void write(Path in, String name, String text) throws IOException {
    try (FSDataOutputStream out = files.create(new Path(in, name), false)) {
      out.write(text.getBytes(UTF_8));
    }
  }

  /** One file, however many rows; none of them passes through the driver. */
  private void writeAll(Path in, String name, Dataset<Row> rows) throws IOException {
    Path parts = new Path(in, "_parts");
    rows.repartition(1)
        .sortWithinPartitions("event_time", "kafka_partition", "kafka_offset")
        .write()
        .option("header", true)
        .option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
        .option("escape", "\"")
        .csv(parts.toString());
    for (FileStatus part : files.listStatus(parts)) {
      if (part.getPath().getName().startsWith("part-")) {
        files.rename(part.getPath(), new Path(in, name));
      }
    }
    files.delete(parts, true);
  }
}
