package io.millrace.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicsTest {
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));

  @TempDir static Path folder;

  private static TestBroker broker;
  private static Admin admin;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(folder);
    admin = broker.admin();
  }

  @AfterAll
  static void stopBroker() {
    admin.close();
    broker.close();
  }

  @Test
  void createsBothTopicsOnce() throws Exception {
    Feed activity = FEEDS.require("activity");

    topics().ensure(activity);
    topics().ensure(activity);

    for (String name : List.of("activity", "activity.dlq")) {
      assertThat(admin.describeTopics(List.of(name)).allTopicNames().get().get(name).partitions())
          .hasSize(3);
      Config config = config(name);
      assertThat(config.get("message.timestamp.type").value()).isEqualTo("LogAppendTime");
      assertThat(config.get("retention.ms").value()).isEqualTo("604800000");
      assertThat(config.get("cleanup.policy").value()).isEqualTo("delete");
    }
  }

  @Test
  void refusesATopicWithOtherSettingsAndNamesThemAll() throws Exception {
    Feed orders = FEEDS.require("orders");
    NewTopic other =
        new NewTopic("orders", 2, (short) 1)
            .configs(Map.of("cleanup.policy", "compact", "retention.ms", "1000"));
    admin.createTopics(List.of(other)).all().get();

    assertThatThrownBy(() -> topics().ensure(orders))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("orders: partitions is 2, needed 3")
        .hasMessageContaining("orders: message.timestamp.type is CreateTime, needed LogAppendTime")
        .hasMessageContaining("orders: cleanup.policy is compact, needed delete")
        .hasMessageContaining("orders: retention.ms is 1000, needed 604800000 or more");
    assertThat(config("orders").get("cleanup.policy").value()).isEqualTo("compact");
  }

  private static Topics topics() {
    return new Topics(admin, TopicSettings.SINGLE_BROKER, Duration.ofSeconds(20));
  }

  private static Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }
}
