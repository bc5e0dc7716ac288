package io.millrace.ingest.topic;

/**
 * How topics are made, whatever the feed.
 *
 * @param replication number of copies of each record
 */
public record TopicSettings(short replication) {
  /** One broker: a single copy. */
  public static final TopicSettings SINGLE_BROKER = new TopicSettings((short) 1);

  public TopicSettings {
    if (replication < 1) {
      throw new IllegalArgumentException("replication is " + replication + "; legal: 1 or more");
    }
  }
}
