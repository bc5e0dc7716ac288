package io.millrace.warehouse.fraud;

import io.millrace.warehouse.hive.ResultTable;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.report.CsvFile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Runs a backtest and leaves what it found in a folder: {@code summary.csv}, {@code rules.csv},
 * {@code days.csv}, {@code changes.csv} and {@code differences.csv}, beside both rule sets. The
 * folder appears whole, and a run of the same name replaces it.
 */
public final class BacktestFolder {

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
    Dataset<Row> compared =
        Comparing.of(PaymentRows.all(spark, since), old, next, days, tasks)
            .persist(StorageLevel.DISK_ONLY());
    try (ReportFolder found = new ReportFolder(files, folder)) {
      ResultTable summary = ReportFolder.table(Backtest.summary(compared, days.size()));
      if (summary.isEmpty()) {
        throw new RefusedException(
            "dw.transactions has no payment on %s. Curate the days first: millrace workflow run daily --days …"
                .formatted(words(days)));
      }
      Dataset<Row> differences = Backtest.differences(compared);
      found.write("summary.csv", CsvFile.of(summary));
      found.write("rules.csv", CsvFile.of(ReportFolder.table(Backtest.rules(compared))));
      found.write("days.csv", CsvFile.of(ReportFolder.table(Backtest.days(compared))));
      found.write("changes.csv", CsvFile.of(ReportFolder.table(Backtest.changes(differences))));
      found.write("old-rules.yaml", old.yaml());
      found.write("new-rules.yaml", next.yaml());
      found.writeAll("differences.csv", differences);
      found.publish();
    } finally {
      compared.unpersist();
    }
  }

  private static String words(List<LocalDate> days) {
    return days.size() == 1
        ? days.get(0).toString()
        : "any of the days from %s to %s".formatted(days.get(0), days.get(days.size() - 1));
  }
}
