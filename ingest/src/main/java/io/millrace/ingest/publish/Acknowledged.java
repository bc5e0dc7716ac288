package io.millrace.ingest.publish;

import io.millrace.model.run.OffsetRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the broker has acknowledged of a run. Written by the producer's thread, read by the run's.
 */
public final class Acknowledged {
  private final Delivery recordDelivery =
      new Delivery() {
        @Override
        public void acknowledged(int partition, long offset) {
          record(partition, offset);
        }

        @Override
        public void failed(PublishException failure) {
          fail(failure);
        }
      };

  private final Map<String, Long> deadLetters = new TreeMap<>();
  private long[] from = new long[0];
  private long[] until = new long[0];
  private long records;
  private volatile RuntimeException failure;

  /** To be told of the run's records. */
  public Delivery ofRecords() {
    return recordDelivery;
  }

  /** To be told of a dead letter of that reason. */
  public Delivery ofDeadLetter(String reason) {
    return new Delivery() {
      @Override
      public void acknowledged(int partition, long offset) {
        deadLetter(reason);
      }

      @Override
      public void failed(PublishException cause) {
        fail(cause);
      }
    };
  }

  private synchronized void record(int partition, long offset) {
    if (partition >= from.length) {
      int known = from.length;
      from = Arrays.copyOf(from, partition + 1);
      until = Arrays.copyOf(until, partition + 1);
      Arrays.fill(from, known, from.length, Long.MAX_VALUE);
    }
    records++;
    from[partition] = Math.min(from[partition], offset);
    until[partition] = Math.max(until[partition], offset + 1);
  }

  private synchronized void deadLetter(String reason) {
    deadLetters.merge(reason, 1L, Long::sum);
  }

  /** Notes that the run failed; only the first failure is kept. */
  public synchronized void fail(RuntimeException cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** The first failure, or null. */
  public RuntimeException failure() {
    return failure;
  }

  /** How many records. */
  public synchronized long records() {
    return records;
  }

  /** How many dead letters of each reason, by its name; reasons that did not occur are left out. */
  public synchronized Map<String, Long> deadLetters() {
    return new TreeMap<>(deadLetters);
  }

  /** How many dead letters in all. */
  public synchronized long deadLetterCount() {
    return deadLetters.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The records' offsets by partition, ascending, partitions without records left out. */
  public synchronized List<OffsetRange> ranges() {
    List<OffsetRange> ranges = new ArrayList<>();
    for (int partition = 0; partition < from.length; partition++) {
      if (until[partition] > 0) {
        ranges.add(new OffsetRange(partition, from[partition], until[partition]));
      }
    }
    return ranges;
  }
}
