package io.millrace.warehouse.fraud;

import static org.apache.spark.sql.functions.col;

import io.millrace.warehouse.Days;
import io.millrace.warehouse.curate.DayTables;
import io.millrace.warehouse.hive.ResultTable;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.report.CsvFile;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a backtest and leaves what it found in a folder: {@code summary.csv}, {@code rules.csv},
 * {@code days.csv}, {@code changes.csv} and {@code differences.csv}, beside both rule sets. The
 * folder appears whole, and a run of the same name replaces it.
 */
public final class BacktestFolder {

  private static final Logger LOG = LoggerFactory.getLogger(BacktestFolder.class);
  private static final String ACTIVITY = "dw.activity";

  private final SparkSession spark;
  private final FileSystem files;
  private final Path folder;

  public BacktestFolder(SparkSession spark, FileSystem files, Path folder) {
    this.spark = spark;
    this.files = files;
    this.folder = folder;
  }

  /**
   * Runs it. Of days that have no activity at all, which {@code days.csv} and the log name, rules
   * that look at page views say nothing: they would say it of each payment of an order.
   *
   * @param since the first day of which payments are looked at; empty for all there are
   * @param tasks over which accounts are spread
   * @throws PublishException when there is no payment to compare by, or no table of them
   */
  public void run(
      List<LocalDate> days, Optional<LocalDate> since, RuleFile old, RuleFile next, int tasks)
      throws IOException, PublishException {
    SecondAlerts oldSecond = new SecondAlerts(old, days, tasks);
    SecondAlerts newSecond = new SecondAlerts(next, days, tasks);
    Set<LocalDate> looked = new TreeSet<>(oldSecond.daysLookedAt());
    looked.addAll(newSecond.daysLookedAt());
    Dataset<Row> payments = PaymentRows.all(spark, since);
    requirePageViews(old, next);
    Set<LocalDate> unseen = unseen(days, old, next);
    Dataset<Row> evaluated =
        Comparing.of(payments, old, next, looked, tasks).persist(StorageLevel.DISK_ONLY());
    Dataset<Row> compared = evaluated.where(col("dt").isin(Scoring.texts(days).toArray()));
    try (ReportFolder found = new ReportFolder(files, folder)) {
      ResultTable summary = ReportFolder.table(Backtest.summary(compared, days.size()));
      if (summary.isEmpty()) {
        throw new RefusedException(
            "dw.transactions has no payment on %s. Curate the days first: millrace workflow run daily --days …"
                .formatted(words(days)));
      }
      Dataset<Row> rules = Backtest.rules(compared);
      if (oldSecond.areDeclared() || newSecond.areDeclared()) {
        Supplier<Dataset<Row>> activity =
            () -> spark.table(ACTIVITY).where(col("dt").isin(Scoring.texts(looked).toArray()));
        rules =
            rules
                .union(
                    Backtest.secondStage(
                        oldSecond.of(Comparing.evaluated(evaluated, "old"), activity, unseen),
                        newSecond.of(Comparing.evaluated(evaluated, "new"), activity, unseen)))
                .orderBy("rule");
      }
      Dataset<Row> differences = Backtest.differences(compared);
      found.write("summary.csv", CsvFile.of(summary));
      found.write("rules.csv", CsvFile.of(ReportFolder.table(rules)));
      found.write("days.csv", CsvFile.of(ReportFolder.table(Backtest.days(compared, unseen))));
      found.write("changes.csv", CsvFile.of(ReportFolder.table(Backtest.changes(differences))));
      found.write("old-rules.yaml", old.yaml());
      found.write("new-rules.yaml", next.yaml());
      found.writeAll("differences.csv", differences);
      found.publish();
    } finally {
      evaluated.unpersist();
    }
  }

  private Set<LocalDate> unseen(List<LocalDate> days, RuleFile old, RuleFile next)
      throws PublishException {
    Set<LocalDate> unseen =
        UnseenDays.of((table, of) -> DayTables.existing(spark, table, of), days, old, next);
    if (!unseen.isEmpty()) {
      LOG.warn(
          "{} has nothing of {}: rules of kind no_browsing say nothing there",
          ACTIVITY,
          Days.of(unseen).ranges());
    }
    return unseen;
  }

  private void requirePageViews(RuleFile old, RuleFile next) throws PublishException {
    if ((SecondAlerts.needPageViews(old.rules()) || SecondAlerts.needPageViews(next.rules()))
        && !spark.catalog().tableExists(ACTIVITY)) {
      throw new RefusedException(
          "The metastore has no table %s, which rules of kind no_browsing look at. Create it with: millrace feed apply activity"
              .formatted(ACTIVITY));
    }
  }

  private static String words(List<LocalDate> days) {
    return days.size() == 1
        ? days.get(0).toString()
        : "any of the days from %s to %s".formatted(days.get(0), days.get(days.size() - 1));
  }
}
