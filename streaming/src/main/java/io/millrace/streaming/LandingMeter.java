package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.DelayCount;
import io.millrace.model.landing.HourCount;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** What is known of a feed's landing while it runs. Nothing here waits for a batch under way. */
final class LandingMeter {

  private static final Duration RATE_OVER = Duration.ofSeconds(30);

  private final Clock clock;
  private final BatchLimit limit;
  private QueryStatus status;
  private Map<Integer, Long> ends = Map.of();
  private long late;
  private long starts;

  LandingMeter(String feed, BatchLimit limit, Clock clock) {
    this.clock = clock;
    this.limit = limit;
    this.status =
        QueryStatus.of("landing-" + feed, QueryState.STARTING, clock.instant()).late(0).build();
  }

  synchronized QueryStatus status() {
    return status;
  }

  /** The feed is claimed by this driver. */
  synchronized void claimed(CommitRecord last) {
    ends = last.endsByPartition();
    status = status.with().batch(last.seq()).build();
  }

  BatchLimit limit() {
    return limit;
  }

  /** The query reads, with the limit as it is. */
  synchronized void running() {
    status =
        status
            .with()
            .state(QueryState.RUNNING, clock.instant())
            .limit(limit.current())
            .restarts(starts++)
            .build();
  }

  /**
   * A batch is visible.
   *
   * @param took since its records were taken from Kafka
   */
  synchronized void landed(CommitRecord batch, Duration took) {
    limit.observe(batch.rowsLanded() + batch.rowsQuarantined(), took);
    ends = batch.endsByPartition();
    late += batch.hours().stream().filter(HourCount::late).mapToLong(HourCount::rows).sum();
    Duration delay = Duration.ofMillis(longestWaitMs(batch)).plus(took);
    status = status.with().batch(batch.seq()).late(late).delay(delay).build();
  }

  /** The feed must not go on. */
  synchronized void stopped(String reason) {
    Instant now = clock.instant();
    status = status.with().state(QueryState.STOPPED, now).lastError(reason, now).build();
  }

  /** The topic ends there. */
  synchronized void seen(Map<Integer, Long> endOffsets) {
    long lag = 0;
    for (Map.Entry<Integer, Long> end : endOffsets.entrySet()) {
      lag += Math.max(0, end.getValue() - ends.getOrDefault(end.getKey(), 0L));
    }
    status = status.with().lag(lag).build();
  }

  /** Live hours are closed up to there. */
  synchronized void watermark(Instant until) {
    status = status.with().watermark(until).build();
  }

  /** What the query's last batches were. */
  synchronized void read(StreamingQueryProgress... batches) {
    Instant from = clock.instant().minus(RATE_OVER);
    long records = 0;
    for (StreamingQueryProgress batch : batches) {
      if (Instant.parse(batch.timestamp()).isAfter(from)) {
        records += Math.max(0, batch.numInputRows());
      }
    }
    status = status.with().recordsPerSecond(records / (double) RATE_OVER.toSeconds()).build();
  }

  private static long longestWaitMs(CommitRecord batch) {
    return batch.arrivals().stream()
        .flatMap(arrival -> arrival.waits().stream())
        .mapToLong(DelayCount::upToMs)
        .max()
        .orElse(0);
  }
}
