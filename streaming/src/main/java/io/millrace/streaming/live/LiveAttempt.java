package io.millrace.streaming.live;

import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.live.LiveWindows.Finals;
import io.millrace.streaming.live.LiveWindows.Pane;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed's live views from a claim of their log on: the query of panes, the windows in the driver,
 * and the commits of what is final. It ends with the claim, with the declaration it began with, or
 * with its first failure; another begins where the log ends.
 */
final class LiveAttempt implements LiveQuery.Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(LiveAttempt.class);

  private final String name;
  private final LiveResources resources;
  private final LiveCommitter committer;
  private final LiveWindows windows;
  private final ReadProgress progress;
  private final Duration commitInterval;
  private final Clock clock;
  private final QueryMeter meter = new QueryMeter();
  private final Instant since;
  private Instant committedAt;
  private StreamingQuery query;
  private volatile QueryStatus status;

  LiveAttempt(
      String name,
      LiveResources resources,
      LiveCommitter committer,
      LiveWindows windows,
      ReadProgress progress,
      Duration commitInterval,
      Clock clock) {
    this.name = name;
    this.resources = resources;
    this.committer = committer;
    this.windows = windows;
    this.progress = progress;
    this.commitInterval = commitInterval;
    this.clock = clock;
    this.since = clock.instant();
    this.committedAt = since;
    this.status = QueryStatus.of(name, QueryState.STARTING, since).build();
  }

  void runs(StreamingQuery started) {
    query = started;
  }

  /** Takes a batch of the query. */
  void take(Dataset<Row> batch) {
    List<Pane> panes = batch.collectAsList().stream().map(LiveAttempt::pane).toList();
    windows.take(panes, progress.value(), clock.instant());
  }

  /** Lets time pass and commits when it is time to. */
  @Override
  public void tick() throws StreamingQueryException {
    Optional<StreamingQueryException> failure =
        Optional.ofNullable(query.exception().getOrElse(() -> null));
    if (failure.isPresent()) {
      // whoever takes the log over also removes this driver's scratch
      committer.requireOwned();
      throw failure.get();
    }
    resources.metrics().retry();
    windows.pass(resources.source().endOffsets(), clock.instant());
    long droppedBefore = meter.dropped();
    meter.take(query.recentProgress());
    if (meter.dropped() > droppedBefore) {
      LOG.warn(
          "{}: Spark's watermark {} dropped {} parts of panes",
          name,
          meter.watermark().orElse(null),
          meter.dropped() - droppedBefore);
    }
    meter.watermark().ifPresent(windows::forgetUntil);
    Instant due = committedAt.plus(commitInterval);
    Instant now = clock.instant();
    committer.drop();
    // the topic gets a while to take what the tables will have
    if (!now.isBefore(due)
        && (resources.metrics().unacknowledged() == 0 || now.isAfter(due.plus(commitInterval)))) {
      commit();
    }
    status = now();
  }

  @Override
  public QueryStatus status() {
    return status;
  }

  @Override
  public void stop() throws Exception {
    try (resources) {
      query.stop();
      if (resources.metrics().flush()) {
        commit();
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

  private void commit() {
    committedAt = clock.instant();
    Optional<Finals> finals = windows.takeFinals();
    if (finals.isPresent()) {
      committer.commit(finals.get().rows(), finals.get().until(), finals.get().rebuildFrom());
      LOG.info(
          "{}: {} final windows committed; {} values on the board, {} rows of state, {} events late",
          name,
          finals.get().rows().size(),
          windows.size(),
          meter.stateRows(),
          windows.late());
    }
  }

  private QueryStatus now() {
    QueryStatus.Builder now =
        QueryStatus.of(name, QueryState.RUNNING, since)
            .recordsPerSecond(meter.recordsPerSecond())
            .lag(windows.lag())
            .stored(meter.stateRows(), meter.stateBytes())
            .late(windows.late());
    windows.watermark().ifPresent(now::watermark);
    return (meter.batch() < 0 ? now : now.batch(meter.batch())).build();
  }

  private static Pane pane(Row row) {
    return new Pane(
        row.getString(0),
        row.getString(1),
        ChronoUnit.MICROS.between(Instant.EPOCH, row.getTimestamp(2).toInstant()),
        (byte[]) row.get(3));
  }
}
