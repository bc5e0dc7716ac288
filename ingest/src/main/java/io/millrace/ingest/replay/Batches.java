package io.millrace.ingest.replay;

import java.time.Duration;

/**
 * Records that go in batches, as a till or a class at school sends them.
 *
 * @param size records of a batch, from 1
 * @param interval from the begin of a batch to the begin of the next; not negative
 */
public record Batches(int size, Duration interval) {
  public Batches {
    if (size < 1) {
      throw new IllegalArgumentException("batch size is " + size + "; legal: 1 or more");
    }
    if (interval.isNegative()) {
      throw new IllegalArgumentException("batch interval is " + interval + "; legal: PT0S or more");
    }
  }

  /** The batch, from 1, of the record that is sent after so many others. */
  long numberAfter(long sent) {
    return sent / size + 1;
  }

  /** The place in its batch, from 1, of the record that is sent after so many others. */
  long positionAfter(long sent) {
    return sent % size + 1;
  }
}
