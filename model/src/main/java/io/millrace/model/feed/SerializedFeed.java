package io.millrace.model.feed;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@link Feed} is written as: {@link Optional} is not serializable, a nullable instant is.
 */
record SerializedFeed(
    String name,
    String topic,
    int partitions,
    List<String> key,
    String eventTimeField,
    String idField,
    Duration allowedLateness,
    Duration idleTimeout,
    Instant farPast,
    Duration farFuture,
    Instant liveStart,
    List<Field> fields,
    Map<String, SourceMapping> sources)
    implements Serializable {

  SerializedFeed(Feed feed) {
    this(
        feed.name(),
        feed.topic(),
        feed.partitions(),
        feed.key(),
        feed.eventTimeField(),
        feed.idField(),
        feed.allowedLateness(),
        feed.idleTimeout(),
        feed.farPast(),
        feed.farFuture(),
        feed.liveStart().orElse(null),
        feed.fields(),
        feed.sources());
  }

  private Object readResolve() {
    return new Feed(
        name,
        topic,
        partitions,
        key,
        eventTimeField,
        idField,
        allowedLateness,
        idleTimeout,
        farPast,
        farFuture,
        Optional.ofNullable(liveStart),
        fields,
        sources);
  }
}
