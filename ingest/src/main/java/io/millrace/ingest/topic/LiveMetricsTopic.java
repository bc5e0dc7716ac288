package io.millrace.ingest.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topic of all live windows. Of each window the last revision stays, for a day: a reader that
 * begins anew finds the state of every recent window and not each step on the way.
 */
public final class LiveMetricsTopic {

  /** Its name. */
  public static final String NAME = "live-metrics";

  private static final int PARTITIONS = 3;

  private static final Map<String, String> SETTINGS =
      new TreeMap<>(
          Map.of(
              TopicConfig.CLEANUP_POLICY_CONFIG,
              "compact,delete",
              TopicConfig.RETENTION_MS_CONFIG,
              Long.toString(Duration.ofDays(1).toMillis()),
              // What is compacted is what lies in closed segments.
              TopicConfig.SEGMENT_MS_CONFIG,
              Long.toString(Duration.ofMinutes(10).toMillis())));

  private final Admin admin;
  private final Answers answers;
  private final TopicSettings settings;

  /**
   * For the cluster of that client, which stays the caller's; each request waits at most the
   * timeout.
   */
  public LiveMetricsTopic(Admin admin, TopicSettings settings, Duration timeout) {
    this.admin = admin;
    this.answers = new Answers(timeout);
    this.settings = settings;
  }

  /**
   * Makes the topic, or gives one that is there the settings it needs. Twice is the same as once.
   *
   * @return what was changed, for people
   * @throws TopicException when the cluster does not answer
   */
  public List<String> ensure() throws TopicException {
    if (!answers.await("list topics", admin.listTopics().names()).contains(NAME) && create()) {
      return List.of("topic %s: created, %d partitions".formatted(NAME, PARTITIONS));
    }
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, NAME);
    Config there =
        answers
            .awaitKnown(
                "read the topic's settings", () -> admin.describeConfigs(List.of(topic)).all())
            .get(topic);
    List<AlterConfigOp> changes = new ArrayList<>();
    List<String> said = new ArrayList<>();
    SETTINGS.forEach(
        (name, value) -> {
          if (!value.equals(there.get(name).value())) {
            changes.add(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET));
            said.add(
                "topic %s: %s is %s instead of %s"
                    .formatted(NAME, name, value, there.get(name).value()));
          }
        });
    if (!changes.isEmpty()) {
      answers.await(
          "change the settings of topic " + NAME,
          admin.incrementalAlterConfigs(Map.of(topic, changes)).all());
    }
    return said;
  }

  /** Whether it was this process that made the topic: another may be faster. */
  private boolean create() throws TopicException {
    NewTopic topic = new NewTopic(NAME, PARTITIONS, settings.replication()).configs(SETTINGS);
    return answers.awaitUnless(
        TopicExistsException.class,
        "create topic " + NAME,
        admin.createTopics(List.of(topic)).all());
  }
}
