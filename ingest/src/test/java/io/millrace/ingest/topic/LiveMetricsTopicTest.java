package io.millrace.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.ingest.broker.TestBroker;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveMetricsTopicTest {

  @TempDir private Path folder;
  private TestBroker broker;
  private Admin admin;

  @BeforeEach
  void startBroker() throws Exception {
    broker = TestBroker.start(folder);
    admin = broker.admin();
  }

  @AfterEach
  void stopBroker() {
    admin.close();
    broker.close();
  }

  @Test
  void isMadeOnceAndKeepsTheLastRevisionOfEachWindow() {
    assertThat(topic().ensure()).containsExactly("topic live-metrics: created, 3 partitions");
    assertThat(topic().ensure()).isEmpty();

    assertThat(config("cleanup.policy")).isEqualTo("compact,delete");
    assertThat(config("retention.ms")).isEqualTo("86400000");
  }

  @Test
  void oneThatSomebodyElseMadeGetsTheSettings() throws Exception {
    // given
    createByHand();

    // when
    List<String> changes = topic().ensure();

    // then
    assertThat(changes)
        .contains("topic live-metrics: cleanup.policy is compact,delete instead of delete");
    Awaitility.await()
        .untilAsserted(() -> assertThat(config("cleanup.policy")).isEqualTo("compact,delete"));
    assertThat(topic().ensure()).isEmpty();
  }

  @Test
  void oneThatSomebodyElseMakesMeanwhileGetsTheSettingsToo() {
    // given a topic that is made between the look whether it is there and the request to make it
    Admin outrun =
        (Admin)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> {
                  Object answer = method.invoke(admin, arguments);
                  if (answer instanceof ListTopicsResult topics) {
                    topics.names().get();
                    createByHand();
                  }
                  return answer;
                });

    // when
    List<String> changes = topic(outrun).ensure();

    // then
    assertThat(changes)
        .contains("topic live-metrics: cleanup.policy is compact,delete instead of delete");
    Awaitility.await()
        .untilAsserted(() -> assertThat(config("cleanup.policy")).isEqualTo("compact,delete"));
  }

  private void createByHand() throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic("live-metrics", 1, (short) 1)
                    .configs(Map.of("cleanup.policy", "delete"))))
        .all()
        .get();
  }

  private LiveMetricsTopic topic() {
    return topic(admin);
  }

  private LiveMetricsTopic topic(Admin admin) {
    return new LiveMetricsTopic(admin, TopicSettings.SINGLE_BROKER, Duration.ofSeconds(20));
  }

  private String config(String name) {
    try {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "live-metrics");
      Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
      return config.get(name).value();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
