package io.millrace.ingest.fraud.stream;

import java.time.Duration;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * When the tasks of a host commit. A payment that is evaluated as it comes asks for a commit, one
 * in an interval and a few at once after a pause. One that has waited for its turn asks for none: a
 * commit costs as much for few payments as for many, so a backlog is left to Kafka Streams' own
 * interval, {@link StreamSettings#backlogCommitInterval}, which also commits what came last before
 * a pause. No timer asks: with one, alerts of 1,000 payments a second waited 300 ms.
 */
final class CommitPace {

  /** The age from which a payment belongs to a backlog. */
  static final Duration BEHIND = Duration.ofMillis(500);

  /** So many commits that nobody asked for in their interval may be asked for later. */
  static final int SAVED = 5;

  private final long intervalMillis;
  private final InstantSource clock;

  /**
   * When the interval of the latest commit that was asked for ends, in milliseconds, if none before
   * was early; for each thread, since its tasks commit together.
   */
  private final ThreadLocal<long[]> paidUntil = ThreadLocal.withInitial(() -> new long[1]);

  /**
   * @param interval between two commits of payments that are evaluated as they come
   */
  CommitPace(Duration interval, InstantSource clock) {
    this.intervalMillis = interval.toMillis();
    this.clock = clock;
  }

  /**
   * A payment has been evaluated.
   *
   * @param timestamp when it came onto its topic
   * @param context to ask for a commit
   * @return its age in milliseconds
   */
  long evaluated(long timestamp, ProcessorContext<byte[], byte[]> context) {
    long now = clock.millis();
    long ageMillis = now - timestamp;
    if (ageMillis <= BEHIND.toMillis()) {
      long[] until = paidUntil.get();
      if (now >= until[0] - (SAVED - 1) * intervalMillis) {
        until[0] = Math.max(until[0], now) + intervalMillis;
        context.commit();
      }
    }
    return ageMillis;
  }
}
