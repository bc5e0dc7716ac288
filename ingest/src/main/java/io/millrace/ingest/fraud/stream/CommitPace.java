package io.millrace.ingest.fraud.stream;

import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * When a host commits. As long as payments are evaluated as they come, their partition asks for a
 * commit in each interval. Those that have waited longer than {@link #BEHIND} for their turn wait
 * for Kafka Streams' own interval, {@link #whenBehind}: a commit costs as much for few payments as
 * for many, and their readers wait for the backlog in any case.
 */
final class CommitPace {

  /** The age from which a payment belongs to a backlog. */
  static final Duration BEHIND = Duration.ofMillis(500);

  private final Duration interval;
  private final Clock clock;

  /**
   * When this thread was asked last, in milliseconds: all partitions of a thread commit at once.
   */
  private final ThreadLocal<Long> asked = ThreadLocal.withInitial(() -> 0L);

  /**
   * @param interval between two commits
   */
  CommitPace(Duration interval, Clock clock) {
    this.interval = interval;
    this.clock = clock;
  }

  /** The interval between two commits while there is a backlog. */
  static Duration whenBehind(Duration interval) {
    return interval.compareTo(BEHIND) > 0 ? interval : BEHIND;
  }

  /** One for the task of a partition. */
  Partition partition() {
    return new Partition();
  }

  /** Asks for the commits of one partition. */
  final class Partition {
    private ProcessorContext<byte[], byte[]> context;
    private Cancellable asking;
    private boolean hasTurned;

    private Partition() {}

    /** Begins; also again, when the task is given another context. */
    void start(ProcessorContext<byte[], byte[]> of) {
      askNoMore();
      context = of;
    }

    /**
     * A record has its turn.
     *
     * @param timestamp when it came onto its topic
     * @return its age in milliseconds
     */
    long turn(long timestamp) {
      long ageMillis = clock.millis() - timestamp;
      hasTurned = true;
      if (ageMillis > BEHIND.toMillis()) {
        askNoMore();
      } else if (asking == null) {
        asking = context.schedule(interval, PunctuationType.WALL_CLOCK_TIME, this::ask);
      }
      return ageMillis;
    }

    /**
     * After a timer's call Streams commits whatever is asked, also where nothing has come since.
     */
    private void ask(long now) {
      if (!hasTurned) {
        askNoMore();
      } else if (now - asked.get() >= interval.toMillis() * 3 / 4) { // a timer may be late
        hasTurned = false;
        asked.set(now);
        context.commit();
      }
    }

    /** Streams processes fewer records at a time for each call of a timer, too. */
    private void askNoMore() {
      if (asking != null) {
        asking.cancel();
        asking = null;
      }
    }
  }
}
