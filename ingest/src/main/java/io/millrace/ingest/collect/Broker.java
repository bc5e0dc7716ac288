package io.millrace.ingest.collect;

import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.ProducerSettings;
import io.millrace.ingest.topic.TopicException;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The brokers, as one feed needs them. */
final class Broker {
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

  private final ProducerSettings settings;
  private final Feed feed;

  Broker(ProducerSettings settings, Feed feed) {
    this.settings = settings;
    this.feed = feed;
  }

  /**
   * Makes the feed's topics where they are missing; also shows that the brokers answer.
   *
   * @throws TopicException when they do not, or a topic is not as the feed needs it
   */
  void ensureTopics() throws TopicException {
    int wait = (int) LONGEST_ANSWER.toMillis();
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            settings.brokers(),
            AdminClientConfig.CLIENT_ID_CONFIG,
            settings.clientId(),
            AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
            wait,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            wait);
    try (Admin admin = Admin.create(config)) {
      new Topics(admin, TopicSettings.SINGLE_BROKER, LONGEST_ANSWER).ensure(feed);
    }
  }

  FeedProducer connect() {
    return FeedProducer.live(settings, feed);
  }
}
