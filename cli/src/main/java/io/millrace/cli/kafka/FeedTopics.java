package io.millrace.cli.kafka;

import io.millrace.cluster.ClusterSettings;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Makes sure that every feed has its topics. */
public final class FeedTopics {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private FeedTopics() {}

  /**
   * Creates the topics that do not exist and checks the others.
   *
   * @throws io.millrace.ingest.topic.TopicException if one exists with other settings
   */
  public static void ensure(ClusterSettings settings, List<Feed> feeds) {
    Map<String, Object> config =
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, settings.brokers());
    try (Admin admin = Admin.create(config)) {
      Topics topics = new Topics(admin, TopicSettings.SINGLE_BROKER, TIMEOUT);
      feeds.forEach(topics::ensure);
    }
  }
}
