package io.millrace.warehouse.fraud;

import io.millrace.warehouse.Days;
import io.millrace.warehouse.curate.DayTables;
import io.millrace.warehouse.curate.LandedDays;
import io.millrace.warehouse.curate.OutdatedDays;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.retention.DropHistory;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the fraud tables of days from {@code dw.transactions}: scores, alerts and marts. The
 * same payments and rules give the same rows, whatever other days are computed with them, and the
 * same scores and alerts as the hosts that saw the payments come.
 */
public final class FraudTables {

  private static final Logger LOG = LoggerFactory.getLogger(FraudTables.class);
  private static final String FEED = "transactions";
  private static final TableName PAYMENTS = new TableName("dw", FEED);
  private static final TableName ACTIVITY = new TableName("dw", "activity");
  private static final TableName SCORES = new TableName("dw", "risk_scores");
  private static final TableName ALERTS = new TableName("dw", "fraud_alerts");
  private static final TableName BY_RULE = new TableName("mart", "fraud_rule_daily");
  private static final TableName BY_SCORE = new TableName("mart", "fraud_score_daily");
  private static final TableName TOP = new TableName("mart", "fraud_top_daily");

  private static final List<TableName> NEEDED =
      List.of(PAYMENTS, SCORES, ALERTS, BY_RULE, BY_SCORE, TOP);

  private final DayTables tables;

  public FraudTables(DayTables tables) {
    this.tables = tables;
  }

  /**
   * The days to compute: those that have no scores, or scores made of fewer payments than there are
   * now, and what depends on the payments that these did not have, also by windows of the second
   * stage. The first and the last table that a run writes tell it. None where there are no
   * payments. Days whose scores were dropped are none of them.
   *
   * @param drops what retention has dropped
   * @param rules by which they are to be computed
   * @param wanted the days that may be computed
   * @throws PublishException when a table is missing or the metastore does not answer
   * @throws IOException when it cannot be read what was dropped
   */
  public static List<LocalDate> changed(
      SparkSession spark, DropHistory drops, RuleFile rules, Predicate<LocalDate> wanted)
      throws IOException, PublishException {
    if (!spark.catalog().tableExists(PAYMENTS.database(), PAYMENTS.table())) {
      return List.of();
    }
    DayTables.require(spark, NEEDED);
    return new OutdatedDays(spark, drops)
        .of(PAYMENTS, List.of(SCORES, TOP), SecondAlerts.daysBack(rules.rules()), wanted);
  }

  /**
   * Refuses days of payments that have no activity at all, where rules look at page views. Whoever
   * names days wants these rules, too; {@link #run} does without them there.
   *
   * @throws PublishException naming those days and what to do, or when a table is missing or the
   *     metastore does not answer
   */
  public void requirePageViews(List<LocalDate> days, RuleFile rules) throws PublishException {
    NavigableSet<LocalDate> unseen = unseen(days, rules);
    if (!unseen.isEmpty()) {
      String missing = Days.of(unseen).ranges();
      throw new RefusedException(
          "%s has nothing of %s, so rules of kind no_browsing would raise an alert for each payment of an order. Curate activity of these days: millrace workflow run daily --days %s. Where there was none at all, leave the days out: a run without --days takes those that have changed, and evaluates them without such rules. Or take these rules out of the file of fraud rules for this run."
              .formatted(ACTIVITY, missing, missing));
    }
  }

  /**
   * Computes days. Of those that have no activity at all, which the log names, rules that look at
   * page views say nothing: they would say it of each payment of an order.
   *
   * @param since the first day of which payments are looked at, with whose beginning no account is
   *     remembered; empty for all there are
   * @param tasks over which accounts are spread, and for the second stage merchants and users
   * @throws PublishException when a table is missing that the rules need, the metastore refuses or
   *     a blocking check failed; each table's days are whole, and running it again finishes it
   */
  public void run(List<LocalDate> days, Optional<LocalDate> since, RuleFile rules, int tasks)
      throws IOException, PublishException {
    SecondAlerts secondStage = new SecondAlerts(rules, days, tasks);
    tables.require(NEEDED);
    LandedDays landed = tables.landed(FEED, PAYMENTS, days);
    NavigableSet<LocalDate> unseen = unseen(days, rules);
    if (!unseen.isEmpty()) {
      String missing = Days.of(unseen).ranges();
      LOG.warn(
          "{} has nothing of {}: rules of kind no_browsing say nothing there, since they would raise an alert for each payment of an order. If activity of these days is curated later, compute them again: millrace workflow run fraud --days {}",
          ACTIVITY,
          missing,
          missing);
    }
    NavigableSet<LocalDate> looked = secondStage.daysLookedAt();
    Dataset<Row> history = history(since);
    LongAccumulator busy =
        history.sparkSession().sparkContext().longAccumulator("tasks that evaluated payments");
    Dataset<Row> evaluated =
        Scoring.of(history, rules, looked, tasks, busy).persist(StorageLevel.DISK_ONLY());
    Dataset<Row> scored = evaluated.where(functions.col("dt").isin(Scoring.texts(days).toArray()));
    Optional<Dataset<Row>> second =
        secondStage.areDeclared()
            ? Optional.of(
                Scoring.second(
                        secondStage.of(evaluated, () -> tables.read(ACTIVITY, looked), unseen))
                    .persist(StorageLevel.DISK_ONLY()))
            : Optional.empty();
    try {
      tables.replace(SCORES, Scoring.scores(scored), landed, "account_id", "event_time");
      LOG.info("payments were evaluated by {} tasks", busy.value());
      Dataset<Row> alerts = Scoring.alerts(scored);
      tables.replace(
          ALERTS,
          second.map(of -> alerts.union(Scoring.alerts(of))).orElse(alerts),
          landed,
          "account_id",
          "event_time");
      tables.replace(
          BY_RULE, FraudMarts.byRule(scored, second, rules.rules().alertNames()), landed, "rule");
      tables.replace(BY_SCORE, FraudMarts.byScore(scored), landed, "score");
      tables.replace(TOP, FraudMarts.top(scored), landed, "dimension", "place");
    } finally {
      second.ifPresent(Dataset::unpersist);
      evaluated.unpersist();
    }
  }

  private NavigableSet<LocalDate> unseen(List<LocalDate> days, RuleFile rules)
      throws PublishException {
    if (SecondAlerts.needPageViews(rules.rules())) {
      tables.require(List.of(PAYMENTS, ACTIVITY));
    }
    return UnseenDays.of(tables::existing, days, rules);
  }

  /**
   * Days behind those that are computed belong to it: a payment that came late was evaluated behind
   * later ones.
   */
  private Dataset<Row> history(Optional<LocalDate> since) {
    Dataset<Row> all = tables.read(PAYMENTS);
    return since.map(day -> all.where(functions.col("dt").geq(day.toString()))).orElse(all);
  }
}
