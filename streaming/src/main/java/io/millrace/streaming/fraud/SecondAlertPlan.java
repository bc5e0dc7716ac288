package io.millrace.streaming.fraud;

import io.millrace.model.fraud.second.BrowsingAlertRows;
import io.millrace.model.fraud.second.SecondAlertRows;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.SegmentedLog;
import io.millrace.model.live.LiveTable;
import io.millrace.model.live.PaymentContext;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.HdfsFiles;
import java.util.List;
import java.util.Optional;

/** The topic of alerts of the second stage, for the application that lands payments to fill. */
public final class SecondAlertPlan implements FeedCompanion.Plan {

  private final FeedContext context;
  private final AlertLogs logs;

  private SecondAlertPlan(FeedContext context) {
    this.context = context;
    this.logs =
        new AlertLogs(
            context.files(),
            context.spark().sparkContext().hadoopConfiguration(),
            List.of(
                source(SecondAlertRows.LOG, SecondAlertRows.TABLE),
                source(PaymentContext.TABLE.name(), BrowsingAlertRows.TABLE)));
  }

  /** Of the feed of payments, where the tables of these alerts are wanted. */
  public static List<FeedCompanion.Plan> of(FeedContext context) {
    boolean wanted = context.settings().streaming().fraud().fillsTables();
    return wanted && SecondAlertRows.table(context.declaration().get().feed()).isPresent()
        ? List.of(new SecondAlertPlan(context))
        : List.of();
  }

  @Override
  public String name() {
    return "fraud-second-alerts";
  }

  @Override
  public FeedCompanion start() {
    requireOwned(context.files(), context.paths(), context.attempt());
    String brokers = context.settings().brokers();
    return SecondAlertSender.begin(
        name(),
        brokers,
        SecondAlertSender.producer(brokers),
        logs,
        SecondAlertSender.MOST_AT_ONCE,
        context.clock());
  }

  /**
   * An application whose feed another has taken over must not take the topic from that: each would
   * fence the other for as long as both live.
   *
   * @param attempt of this application
   * @throws IllegalStateException when the last record of the feed's log is of another, or there is
   *     none
   */
  static void requireOwned(HdfsFiles files, LandingPaths feed, String attempt) {
    Optional<CommitRecord> last = new SegmentedLog(files, feed).last();
    if (last.filter(record -> record.attempt().equals(attempt)).isEmpty()) {
      throw new IllegalStateException(
          "another application lands %s, and sends these alerts".formatted(feed.feed()));
    }
  }

  private AlertLog.Source source(String log, LiveTable table) {
    return new AlertLog.Source(LandingPaths.live(context.paths().root(), log), table);
  }
}
