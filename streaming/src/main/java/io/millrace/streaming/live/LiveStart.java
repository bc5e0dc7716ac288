package io.millrace.streaming.live;

import io.millrace.model.landing.TopicOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a query beside landing begins to read its topic. */
public final class LiveStart {

  private static final Logger LOG = LoggerFactory.getLogger(LiveStart.class);

  private LiveStart() {}

  /**
   * The offset to begin at for each partition: the one that the log says, else the first that is
   * still there, so that what a new partition brought is not left out. What is gone from the topic
   * cannot be counted any more; it is said, and what is left is counted.
   *
   * @param log where the log says that what is not final begins
   * @param first for each partition the first offset that is still there
   * @param ends for each partition the offset behind its last record
   */
  public static Map<Integer, Long> offsets(
      List<TopicOffset> log, Map<Integer, Long> first, Map<Integer, Long> ends) {
    Map<Integer, Long> start = new TreeMap<>(first);
    for (TopicOffset wanted : log) {
      Long there = first.get(wanted.partition());
      Long end = ends.get(wanted.partition());
      if (there == null || end == null) {
        LOG.error("topic {}: partition {} is gone", wanted.topic(), wanted.partition());
      } else if (wanted.offset() > end) {
        LOG.error(
            "topic {}, partition {} ends at offset {}, but was read up to {}: it was made anew and is read from offset {} on",
            wanted.topic(),
            wanted.partition(),
            end,
            wanted.offset(),
            there);
      } else if (wanted.offset() < there) {
        LOG.error(
            "topic {}, partition {}: offsets [{}, {}) are still needed and gone from the broker; what is made of them lacks them",
            wanted.topic(),
            wanted.partition(),
            wanted.offset(),
            there);
      } else {
        start.put(wanted.partition(), wanted.offset());
      }
    }
    return start;
  }
}
