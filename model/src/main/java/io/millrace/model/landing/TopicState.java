package io.millrace.model.landing;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a topic has at one moment.
 *
 * @param topic its name
 * @param topicId Kafka's id of it; null where it is not known
 * @param earliest the first offset that each partition still has
 * @param latest the offset behind each partition's last record
 */
public record TopicState(
    String topic,
    String topicId,
    SortedMap<Integer, Long> earliest,
    SortedMap<Integer, Long> latest) {

  public TopicState {
    earliest = Collections.unmodifiableSortedMap(new TreeMap<>(earliest));
    latest = Collections.unmodifiableSortedMap(new TreeMap<>(latest));
  }

  public static TopicState of(
      String topic, String topicId, Map<Integer, Long> earliest, Map<Integer, Long> latest) {
    return new TopicState(topic, topicId, new TreeMap<>(earliest), new TreeMap<>(latest));
  }
}
