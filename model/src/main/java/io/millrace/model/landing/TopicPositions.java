package io.millrace.model.landing;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A topic and a position in each of its partitions.
 *
 * @param topicId Kafka's id of the topic, which a topic that is deleted and made again does not
 *     keep; null where records come from no topic
 * @param offsets by partition, each the offset of the next record to read
 */
public record TopicPositions(String topicId, SortedMap<Integer, Long> offsets) {

  /** Of no topic, and nowhere in it. */
  public static final TopicPositions NONE = new TopicPositions(null, Collections.emptySortedMap());

  public TopicPositions {
    offsets = Collections.unmodifiableSortedMap(new TreeMap<>(offsets));
  }

  public static TopicPositions of(String topicId, Map<Integer, Long> offsets) {
    return new TopicPositions(topicId, new TreeMap<>(offsets));
  }
}
