package io.millrace.model.feed;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How long what is stored of a feed is kept.
 *
 * @param topic records on Kafka, by their arrival
 * @param raw partitions of the raw table, by their day
 * @param quarantine partitions of the quarantine, by their day
 */
public record Retention(KeepTime topic, KeepTime raw, KeepTime quarantine) implements Serializable {
  /** A week on Kafka; what has landed is never deleted unasked. */
  public static final Retention DEFAULT =
      new Retention(new KeepTime(7), KeepTime.FOREVER, KeepTime.FOREVER);

  public Retention {
    requireNonNull(topic, "topic");
    requireNonNull(raw, "raw");
    requireNonNull(quarantine, "quarantine");
  }
}
