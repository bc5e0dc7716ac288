package io.millrace.model.landing;

import java.util.Objects;

/** A position in a partition of a topic: the offset of the next record to read. */
public record TopicOffset(String topic, int partition, long offset) {

  public TopicOffset {
    Objects.requireNonNull(topic, "topic");
  }
}
