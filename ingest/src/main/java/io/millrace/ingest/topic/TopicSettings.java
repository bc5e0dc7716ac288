package io.millrace.ingest.topic;

import java.time.Duration;

/**
 * How topics are made.
 *
 * @param replication number of copies of each record
 * @param retention how long records are kept after their arrival
 */
public record TopicSettings(short replication, Duration retention) {
  /** One broker: a single copy, kept for 7 days. */
  public static final TopicSettings SINGLE_BROKER =
      new TopicSettings((short) 1, Duration.ofDays(7));

  public TopicSettings {
    if (replication < 1) {
      throw new IllegalArgumentException("replication is " + replication + "; legal: 1 or more");
    }
    if (retention.isNegative() || retention.isZero()) {
      throw new IllegalArgumentException("retention is " + retention + "; legal: positive");
    }
  }
}
