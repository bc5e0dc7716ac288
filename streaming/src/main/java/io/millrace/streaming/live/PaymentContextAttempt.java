package io.millrace.streaming.live;

import io.millrace.model.landing.TopicOffset;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.PaymentBoard;
import io.millrace.model.live.PaymentBoard.Told;
import io.millrace.model.live.PaymentContext;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The context of payments from a claim of its log on: the join of two topics in Spark, the pairs
 * gathered in the driver, and the commits of payments that nothing changes any more. It ends with
 * the claim or with its first failure; another begins where the log ends.
 */
final class PaymentContextAttempt implements LiveQuery.Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(PaymentContextAttempt.class);

  /** By how much a watermark of Spark is held to be earlier: it counts in milliseconds. */
  private static final Duration MILLISECONDS = Duration.ofSeconds(1);

  /** In which steps the watermark follows while a payment waits for it. */
  private static final Duration STEP = Duration.ofSeconds(10);

  /**
   * In which steps else: then all that it does is to let page views go that no payment is near to.
   */
  private static final Duration REST = Duration.ofMinutes(5);

  private final String name;
  private final JoinResources resources;
  private final LiveCommitter committer;
  private final PaymentBoard board;
  private final JoinSide payments;
  private final JoinSide views;
  private final Duration commitInterval;
  private final Clock clock;
  private final QueryMeter meter = new QueryMeter();
  private final Instant since;
  private final List<LiveRow> settled = new ArrayList<>();
  private Instant settledUntil = Instant.MIN;
  private Instant committedAt;
  private StreamingQuery query;
  private volatile QueryStatus status;

  PaymentContextAttempt(
      String name,
      JoinResources resources,
      LiveCommitter committer,
      JoinSide payments,
      JoinSide views,
      Duration commitInterval,
      Clock clock) {
    this.name = name;
    this.resources = resources;
    this.committer = committer;
    this.board = new PaymentBoard(committer.finalUntil());
    this.payments = payments;
    this.views = views;
    this.commitInterval = commitInterval;
    this.clock = clock;
    this.since = clock.instant();
    this.committedAt = since;
    this.status = QueryStatus.of(name, QueryState.STARTING, since).build();
  }

  void runs(StreamingQuery started) {
    query = started;
  }

  /** Takes the pairs of a batch. */
  void take(Dataset<Row> pairs) {
    // outside the lock: it is the batch's whole work, and batches may follow each other at once
    take(pairs.collectAsList());
  }

  private synchronized void take(List<Row> pairs) {
    for (Row pair : pairs) {
      if (!PaymentContextJoin.isTick(pair)) {
        board.add(PaymentContextJoin.payment(pair), PaymentContextJoin.pageView(pair));
      }
    }
    Instant now = clock.instant();
    payments.take(now);
    views.take(now);
  }

  /** Lets time pass and commits when it is time to. */
  @Override
  public synchronized void tick() throws StreamingQueryException {
    Optional<StreamingQueryException> failure =
        Optional.ofNullable(query.exception().getOrElse(() -> null));
    if (failure.isPresent()) {
      // whoever takes the log over also removes this driver's scratch
      committer.requireOwned();
      throw failure.get();
    }
    Instant now = clock.instant();
    Duration step = payments.isAhead(settledUntil) ? STEP : REST;
    payments.pass(now, step);
    views.pass(now, step);
    settle(now);
    committer.drop();
    if (!now.isBefore(committedAt.plus(commitInterval))) {
      commit(now);
    }
    QueryStatus.Builder told =
        QueryStatus.of(name, QueryState.RUNNING, since)
            .recordsPerSecond(meter.recordsPerSecond())
            .lag(payments.lag() + views.lag())
            .stored(meter.stateRows(), meter.stateBytes())
            .late(board.late() + meter.dropped());
    meter.watermark().ifPresent(told::watermark);
    status = (meter.batch() < 0 ? told : told.batch(meter.batch())).build();
  }

  @Override
  public QueryStatus status() {
    return status;
  }

  @Override
  public void stop() throws Exception {
    try (resources) {
      query.stop();
      synchronized (this) {
        commit(clock.instant());
      }
    }
  }

  @Override
  public void abandon() throws Exception {
    try (resources) {
      if (query != null) {
        query.stop();
      }
    }
  }

  /** What Spark's watermark has passed in a batch that is through, no batch will add to. */
  private void settle(Instant now) {
    long droppedBefore = meter.dropped();
    meter.take(query.recentProgress());
    if (meter.dropped() > droppedBefore) {
      LOG.warn(
          "{}: Spark's watermark {} dropped {} rows",
          name,
          meter.watermark().orElse(null),
          meter.dropped() - droppedBefore);
    }
    Optional<Instant> passed =
        meter.watermark().filter(watermark -> watermark.isAfter(Instant.EPOCH));
    if (passed.isPresent()) {
      settledUntil = passed.get().minus(MILLISECONDS);
      List<Told> told = board.advance(settledUntil, now);
      told.forEach(payment -> settled.add(payment.row()));
      settled.addAll(resources.alerts().rows(told, now));
    }
  }

  private void commit(Instant now) {
    committedAt = now;
    if (settled.isEmpty()) {
      return;
    }
    List<TopicOffset> from = new ArrayList<>(payments.rebuildFrom(settledUntil));
    from.addAll(views.rebuildFrom(settledUntil.minus(PaymentContext.BEFORE)));
    committer.commit(List.copyOf(settled), settledUntil, from);
    settled.clear();
    LOG.info("{}: {} payments and page views held, {} late", name, board.size(), board.late());
  }
}
