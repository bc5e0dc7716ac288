package io.millrace.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.KeepTime;
import io.millrace.model.feed.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
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
  void makesATopicWhatTheDeclarationSaysWithoutTakingAnythingAway() throws Exception {
    // given
    Feed before = feed("grown", 2, 1);
    topics().ensure(before);
    Feed after = feed("grown", 4, 30);

    // when
    TopicPlan plan = topics().plan(after);
    List<String> changes = topics().ensure(after);

    // then
    assertThat(changes).isEqualTo(plan.changes());
    assertThat(changes)
        .containsExactlyInAnyOrder(
            "topic grown: from 2 to 4 partitions",
            "topic grown.dlq: from 2 to 4 partitions",
            "topic grown: kept 30 days instead of 1 days",
            "topic grown.dlq: kept 30 days instead of 1 days");
    Awaitility.await()
        .untilAsserted(
            () -> {
              assertThat(partitions("grown")).isEqualTo(4);
              assertThat(config("grown").get("retention.ms").value()).isEqualTo("2592000000");
              assertThat(topics().plan(after).changes()).isEmpty();
            });
  }

  @Test
  void refusesATopicWithOtherSettingsAndNamesThemAll() throws Exception {
    Feed orders = FEEDS.require("orders");
    NewTopic other =
        new NewTopic("orders", 4, (short) 1)
            .configs(Map.of("cleanup.policy", "compact", "retention.ms", "1000"));
    admin.createTopics(List.of(other)).all().get();
    // what the controller has made, the broker knows a moment later
    Awaitility.await().ignoreExceptions().until(() -> partitions("orders") == 4);

    assertThatThrownBy(() -> topics().ensure(orders))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("orders: partitions is 4, needed 3, and Kafka takes none away")
        .hasMessageContaining("orders: message.timestamp.type is CreateTime, needed LogAppendTime")
        .hasMessageContaining("orders: cleanup.policy is compact, needed delete");
    assertThat(config("orders").get("cleanup.policy").value()).isEqualTo("compact");
    assertThat(config("orders").get("retention.ms").value()).isEqualTo("1000");
    assertThat(admin.listTopics().names().get()).doesNotContain("orders.dlq");
  }

  @Test
  void manyAtOnceMakeTheSameTopicsOnce() throws Exception {
    Feed feed = feed("crowded", 3, 7);
    ExecutorService many = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<String>>> all =
          many.invokeAll(Collections.nCopies(8, () -> topics().ensure(feed)));
      for (Future<List<String>> one : all) {
        one.get();
      }
    } finally {
      many.shutdownNow();
    }
    assertThat(partitions("crowded")).isEqualTo(3);
    assertThat(topics().plan(feed)).isEqualTo(new TopicPlan(List.of(), List.of()));
  }

  private static Feed feed(String name, int partitions, int days) {
    return FEEDS.require("activity").toBuilder()
        .topic(name)
        .partitions(partitions)
        .retention(new Retention(new KeepTime(days), KeepTime.FOREVER, KeepTime.FOREVER))
        .build();
  }

  private static int partitions(String topic) throws Exception {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }

  private static Topics topics() {
    return new Topics(admin, TopicSettings.SINGLE_BROKER, Duration.ofSeconds(20));
  }

  private static Config config(String topic) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource);
  }
}
