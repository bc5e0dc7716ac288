package io.millrace.streaming.live;

import io.millrace.model.fraud.second.BrowsingAlertRows;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.live.PaymentContext;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.HdfsFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.Trigger;

/** Puts an attempt together from what the log says. */
final class PaymentContextBeginning implements LiveQuery.Beginning {

  static final String NAME = "live-payment_context";

  /**
   * How far partitions may be read apart before Spark drops rows of the slowest: its own watermark
   * goes by the fastest.
   */
  private static final Duration SLACK = Duration.ofMinutes(2);

  private final SparkSession spark;
  private final HdfsFiles files;
  private final LandingPaths paths;
  private final Supplier<Declaration> transactions;
  private final Supplier<Declaration> activity;
  private final LiveSurroundings surroundings;
  private final Supplier<ContextAlerts> alerts;
  private final LiveSettings settings;
  private final Clock clock;

  /**
   * @param paths of the live log
   * @param alerts for an attempt, which closes them
   */
  PaymentContextBeginning(
      SparkSession spark,
      HdfsFiles files,
      LandingPaths paths,
      Supplier<Declaration> transactions,
      Supplier<Declaration> activity,
      LiveSurroundings surroundings,
      Supplier<ContextAlerts> alerts,
      LiveSettings settings,
      Clock clock) {
    this.spark = spark;
    this.files = files;
    this.paths = paths;
    this.transactions = transactions;
    this.activity = activity;
    this.surroundings = surroundings;
    this.alerts = alerts;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Declaration> declarations() {
    return List.of(transactions.get(), activity.get());
  }

  @Override
  public LiveQuery.Attempt attempt(List<Declaration> declarations) throws Exception {
    Declaration paying = declarations.get(0);
    Declaration browsing = declarations.get(1);
    String id = UUID.randomUUID().toString();
    JoinResources resources =
        new JoinResources(
            surroundings.source(paying.feed(), share()),
            surroundings.source(browsing.feed(), share()),
            alerts.get(),
            surroundings.catalog(),
            new ScratchFolder(files, paths, id));
    try {
      LiveCommitter committer =
          LiveCommitter.open(
              surroundings.log(
                  resources.catalog(), List.of(PaymentContext.TABLE, BrowsingAlertRows.TABLE)),
              spark.sparkContext().hadoopConfiguration(),
              clock,
              id);
      resources.scratch().clearOthers();
      return start(paying, browsing, resources, committer);
    } catch (Exception e) {
      resources.close();
      throw e;
    }
  }

  private PaymentContextAttempt start(
      Declaration paying, Declaration browsing, JoinResources resources, LiveCommitter committer)
      throws TimeoutException {
    PaymentContext context =
        PaymentContext.of(paying.feed(), browsing.feed())
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "feeds transactions and activity no longer have the fields of"
                            + " live.payment_context"));
    Duration delay = settings.lateness().plus(SLACK);
    JoinSide payments = side(0, paying, resources.payments(), committer, delay);
    JoinSide views = side(1, browsing, resources.views(), committer, delay);
    PaymentContextAttempt attempt =
        new PaymentContextAttempt(
            NAME, resources, committer, payments, views, settings.commit(), clock);
    SparkSession session = PaneQuery.session(spark);
    // payments without a page view come when they are evicted, which must not wait for records
    session.conf().set("spark.sql.streaming.noDataMicroBatches.enabled", "true");
    // the query's thread inherits it: views and landing share the executors
    session.sparkContext().setLocalProperty("spark.scheduler.pool", NAME);
    VoidFunction2<Dataset<Row>, Long> batches = (pairs, number) -> attempt.take(pairs);
    attempt.runs(
        PaymentContextJoin.pairs(
                payments.rows(session, new PaymentTask(paying, context), NAME),
                views.rows(session, new PageViewTask(browsing, context), NAME),
                delay)
            .writeStream()
            .queryName(NAME)
            .outputMode(OutputMode.Append())
            // a payment waits for its watermark in any case, and each batch costs the two cores
            .trigger(Trigger.ProcessingTime(settings.revise().toMillis()))
            .option("checkpointLocation", resources.scratch().path())
            .foreachBatch(batches)
            .start());
    return attempt;
  }

  /** A batch of more records would be long tasks, for which landing would have to wait. */
  private Duration share() {
    return settings.trigger().multipliedBy(2);
  }

  private JoinSide side(
      int number,
      Declaration declaration,
      LiveSource source,
      LiveCommitter committer,
      Duration delay) {
    return new JoinSide(
        number, declaration, source, committer.rebuildFrom(), settings.lateness(), delay);
  }
}
