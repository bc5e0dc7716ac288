package io.millrace.ingest.topic;

import io.millrace.model.fraud.FraudOutputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of scores and alerts, and that of the accounts' states. They have as many partitions
 * as the topic of payments, so that an account's stay in order. Scores and alerts are stamped with
 * the time of arrival, kept for a week and never compacted, since each alert counts; of accounts
 * the last state stays.
 */
public final class FraudTopics {

  /** The settings of the topic of accounts, whichever host makes it. */
  public static final Map<String, String> ACCOUNTS_SETTINGS =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_COMPACT,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          Integer.toString(FraudOutputs.GREATEST_STATE_BYTES),
          // What is compacted is what lies in closed segments; the rest is read at every restore.
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(64 * 1024 * 1024),
          TopicConfig.SEGMENT_MS_CONFIG,
          Long.toString(Duration.ofHours(1).toMillis()));

  private static final Map<String, String> SETTINGS =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          "LogAppendTime",
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG,
          Long.toString(Duration.ofDays(7).toMillis()));

  private final Admin admin;
  private final Answers answers;
  private final TopicSettings settings;

  /**
   * For the cluster of that client, which stays the caller's; each request waits at most the
   * timeout.
   */
  public FraudTopics(Admin admin, TopicSettings settings, Duration timeout) {
    this.admin = admin;
    this.answers = new Answers(timeout);
    this.settings = settings;
  }

  /**
   * Makes the three topics unless they are there. Twice is the same as once, and two at once are
   * too.
   *
   * @param source the topic of payments
   * @return what was made, for people
   * @throws TopicException when the cluster does not answer, there is no such source, or one of
   *     them exists with other settings; those are named together and nothing is changed
   */
  public List<String> ensure(String source, FraudOutputs outputs) throws TopicException {
    Set<String> there = answers.await("list topics", admin.listTopics().names());
    if (!there.contains(source)) {
      throw new TopicException(
          "There is no topic %s, which payments are read from. Make it with: millrace feed apply transactions"
              .formatted(source),
          null);
    }
    int partitions = describe(List.of(source)).get(source).partitions().size();
    Map<String, Map<String, String>> topics = new LinkedHashMap<>();
    topics.put(outputs.scores(), SETTINGS);
    topics.put(outputs.alerts(), SETTINGS);
    topics.put(outputs.accounts(), ACCOUNTS_SETTINGS);
    Map<String, Map<String, String>> missing = new LinkedHashMap<>(topics);
    missing.keySet().removeAll(there);
    topics.keySet().retainAll(there);
    requireOurs(topics, source, partitions);
    missing.forEach((name, needed) -> create(name, needed, partitions));
    if (!missing.isEmpty()) {
      // Another process may have been faster and made one of them with other settings.
      requireOurs(missing, source, partitions);
    }
    return missing.keySet().stream()
        .map(name -> "topic %s: created, %d partitions".formatted(name, partitions))
        .toList();
  }

  private void create(String name, Map<String, String> needed, int partitions) {
    NewTopic topic = new NewTopic(name, partitions, settings.replication()).configs(needed);
    answers.awaitUnless(
        TopicExistsException.class,
        "create topic " + name,
        admin.createTopics(List.of(topic)).all());
  }

  private void requireOurs(
      Map<String, Map<String, String>> settingsByName, String source, int partitions) {
    List<ConfigResource> resources =
        settingsByName.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, TopicDescription> topics = describe(List.copyOf(settingsByName.keySet()));
    Map<ConfigResource, Config> configs =
        answers.awaitKnown(
            "read the topics' settings", () -> admin.describeConfigs(resources).all());
    List<String> differences = new ArrayList<>();
    for (ConfigResource resource : resources) {
      int found = topics.get(resource.name()).partitions().size();
      if (found != partitions) {
        differences.add(
            "%s: partitions is %d, needed %d, as %s has"
                .formatted(resource.name(), found, partitions, source));
      }
      new TreeMap<>(settingsByName.get(resource.name()))
          .forEach(
              (key, needed) -> {
                String value = configs.get(resource).get(key).value();
                if (!needed.equals(value)) {
                  differences.add(
                      "%s: %s is %s, needed %s".formatted(resource.name(), key, value, needed));
                }
              });
    }
    if (!differences.isEmpty()) {
      throw new TopicException(
          "Topics of fraud rules exist with other settings: %s. Change them with kafka-configs or kafka-topics, or delete them."
              .formatted(String.join("; ", differences)),
          null);
    }
  }

  private Map<String, TopicDescription> describe(List<String> names) {
    return answers.awaitKnown("describe topics", () -> admin.describeTopics(names).allTopicNames());
  }
}
