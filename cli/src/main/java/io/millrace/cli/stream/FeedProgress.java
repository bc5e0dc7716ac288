package io.millrace.cli.stream;

import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.kafka.TopicOffsets;
import io.millrace.model.feed.Feed;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.KeptOffsets;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far landing is with a feed.
 *
 * @param feed its name
 * @param lastSequence the newest sequence number of its commit log, 0 if there is none
 * @param landed records in the raw zone
 * @param quarantined records in quarantine
 * @param lag records that are in the topic and not yet landed, by partition
 * @param stopped why landing of this feed stopped, or empty
 * @param version of the declaration that landing took up last, or empty if it never did
 * @param refusedVersion which newer version landing cannot use and why, or empty
 */
record FeedProgress(
    String feed,
    long lastSequence,
    long landed,
    long quarantined,
    SortedMap<Integer, Long> lag,
    Optional<String> stopped,
    Optional<String> version,
    Optional<String> refusedVersion) {

  static FeedProgress of(Feed feed, Hdfs hdfs, TopicOffsets topics)
      throws IOException, InterruptedException {
    CommitLog log = new CommitLog(hdfs, feed.name());
    Optional<CommitRecord> last = log.last();
    return new FeedProgress(
        feed.name(),
        last.map(CommitRecord::seq).orElse(0L),
        last.map(CommitRecord::totalLanded).orElse(0L),
        last.map(CommitRecord::totalQuarantined).orElse(0L),
        lag(
            topics.of(feed.topic()),
            last.map(CommitRecord::endsByPartition).orElse(new TreeMap<>())),
        hdfs.read(log.paths().stopped()).map(String::strip),
        hdfs.read(log.paths().declaredVersion()).map(String::strip),
        hdfs.read(log.paths().refusedVersion()).map(String::strip));
  }

  /**
   * What the topic has behind each partition's position; where there is none, all that it keeps.
   */
  static SortedMap<Integer, Long> lag(Map<Integer, KeptOffsets> kept, Map<Integer, Long> ends) {
    SortedMap<Integer, Long> lag = new TreeMap<>();
    kept.forEach(
        (partition, offsets) ->
            lag.put(
                partition,
                Math.max(0, offsets.end() - ends.getOrDefault(partition, offsets.begin()))));
    return lag;
  }
}
