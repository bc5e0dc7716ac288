package io.millrace.bench.publish;

import io.millrace.ingest.topic.TopicSettings;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * A feed's topics under names of their own, empty; deleted at the end, so that disks do not fill
 * with rounds. A deletion takes a while, so no name is used twice.
 */
final class FreshTopic implements AutoCloseable {
  private final Admin admin;
  private final Feed feed;

  FreshTopic(Admin admin, Feed feed) {
    this.admin = admin;
    this.feed = feed.toBuilder().topic(feed.topic() + "-" + UUID.randomUUID()).build();
    new Topics(admin, TopicSettings.SINGLE_BROKER, Duration.ofSeconds(30)).ensure(this.feed);
  }

  /** The feed, on these topics. */
  Feed feed() {
    return feed;
  }

  /**
   * Makes sure that what was measured was done.
   *
   * @throws IllegalStateException when it holds another number of records
   */
  void requireRecords(long expected) throws Exception {
    long records = records();
    if (records != expected) {
      throw new IllegalStateException(
          "Topic " + feed.topic() + " holds " + records + " records, not " + expected + ".");
    }
  }

  private long records() throws Exception {
    long records = 0;
    for (int partition = 0; partition < feed.partitions(); partition++) {
      TopicPartition of = new TopicPartition(feed.topic(), partition);
      records +=
          admin.listOffsets(Map.of(of, OffsetSpec.latest())).partitionResult(of).get().offset();
    }
    return records;
  }

  @Override
  public void close() {
    admin
        .deleteTopics(List.of(feed.topic(), feed.dlqTopic()))
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }
}
