package io.millrace.ingest.topic;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.second.SecondAlertTopic;
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
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The topics of scores and alerts, and that of the accounts' states. They have as many partitions
 * as the topic of payments, so that an account's stay in order. Scores and alerts are stamped with
 * the time of arrival, kept for a week and never compacted, since each alert counts; of accounts
 * the last state stays. Beside them are two of one partition, kept forever: the rule sets that were
 * promoted, and from which payments on each was in effect. Alerts of the second stage have a topic
 * of their own, as those of the first, and a compacted one that says how far they were sent.
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

  private static final Map<String, String> SECOND_ALERTS_SETTINGS = withGreatAlerts();

  private static final Map<String, String> SENT_SETTINGS =
      Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  private static final Map<String, String> RULES_SETTINGS =
      Map.of(
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          "LogAppendTime",
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG,
          "-1",
          TopicConfig.RETENTION_BYTES_CONFIG,
          "-1",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          Integer.toString(FraudOutputs.GREATEST_RULES_BYTES));

  /**
   * What a topic needs.
   *
   * @param reason why it needs so many partitions, for messages
   */
  private record Needed(int partitions, String reason, Map<String, String> settings) {}

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
   * Makes the topics unless they are there. Twice is the same as once, and two at once are too.
   *
   * @param source the topic of payments
   * @return what was made, for people
   * @throws TopicException when the cluster does not answer, there is no such source, or one of
   *     them exists with other settings; those are named together and nothing is changed
   */
  public List<String> ensure(String source, FraudOutputs outputs) throws TopicException {
    Set<String> there = there();
    Needed needed = asPaymentsHave(source, there);
    Map<String, Needed> topics = new LinkedHashMap<>();
    topics.put(outputs.scores(), needed);
    topics.put(outputs.alerts(), needed);
    topics.put(
        outputs.accounts(), new Needed(needed.partitions(), needed.reason(), ACCOUNTS_SETTINGS));
    topics.putAll(rules(outputs));
    return ensure(topics, there);
  }

  /**
   * Makes the topics of alerts of the second stage unless they are there.
   *
   * @param source the topic of payments
   * @return what was made, for people
   * @throws TopicException as {@link #ensure}
   */
  public List<String> ensureSecondAlerts(String source) throws TopicException {
    Set<String> there = there();
    Map<String, Needed> topics = new LinkedHashMap<>();
    Needed needed = asPaymentsHave(source, there);
    topics.put(
        SecondAlertTopic.ALERTS,
        new Needed(needed.partitions(), needed.reason(), SECOND_ALERTS_SETTINGS));
    topics.put(
        SecondAlertTopic.SENT,
        new Needed(1, "so that who begins reads how far all was sent", SENT_SETTINGS));
    return ensure(topics, there);
  }

  /**
   * Makes the topics of rule sets alone, unless they are there.
   *
   * @return what was made, for people
   * @throws TopicException as {@link #ensure}
   */
  public List<String> ensureRules(FraudOutputs outputs) throws TopicException {
    return ensure(rules(outputs), there());
  }

  /**
   * Whether the topic of rule sets is there.
   *
   * @throws TopicException when the cluster does not answer
   */
  public boolean hasRules(FraudOutputs outputs) throws TopicException {
    return there().contains(outputs.rules());
  }

  /**
   * Whether a host writes those topics now.
   *
   * @throws TopicException when the cluster does not answer
   */
  public boolean hasHost(FraudOutputs outputs) throws TopicException {
    String group = outputs.group();
    try {
      return !answers
          .await("describe group " + group, admin.describeConsumerGroups(List.of(group)).all())
          .get(group)
          .members()
          .isEmpty();
    } catch (TopicException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw e;
    }
  }

  /**
   * How many partitions of payments hosts read.
   *
   * @throws TopicException when the cluster does not answer, or no host ever ran
   */
  public int partitions(FraudOutputs outputs) throws TopicException {
    return describe(List.of(outputs.scores())).get(outputs.scores()).partitions().size();
  }

  /** As many partitions as payments have, kept for a week. */
  private Needed asPaymentsHave(String source, Set<String> there) {
    if (!there.contains(source)) {
      throw new TopicException(
          "There is no topic %s, which payments are read from. Make it with: millrace feed apply transactions"
              .formatted(source),
          null);
    }
    int partitions = describe(List.of(source)).get(source).partitions().size();
    return new Needed(partitions, "as %s has".formatted(source), SETTINGS);
  }

  /** As those of the first stage, for records as large as their producer sends. */
  private static Map<String, String> withGreatAlerts() {
    Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
    settings.put(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(FraudOutputs.GREATEST_STATE_BYTES));
    return Map.copyOf(settings);
  }

  private static Map<String, Needed> rules(FraudOutputs outputs) {
    Needed needed = new Needed(1, "so that promotions are in order", RULES_SETTINGS);
    Map<String, Needed> topics = new LinkedHashMap<>();
    topics.put(outputs.rules(), needed);
    topics.put(outputs.rulesInEffect(), needed);
    return topics;
  }

  private Set<String> there() {
    return answers.await("list topics", admin.listTopics().names());
  }

  private List<String> ensure(Map<String, Needed> topics, Set<String> there) {
    Map<String, Needed> missing = new LinkedHashMap<>(topics);
    missing.keySet().removeAll(there);
    topics.keySet().retainAll(there);
    requireOurs(topics);
    missing.forEach(this::create);
    if (!missing.isEmpty()) {
      // Another process may have been faster and made one of them with other settings.
      requireOurs(missing);
    }
    return missing.entrySet().stream()
        .map(
            made ->
                "topic %s: created, %d partition%s"
                    .formatted(
                        made.getKey(),
                        made.getValue().partitions(),
                        made.getValue().partitions() == 1 ? "" : "s"))
        .toList();
  }

  private void create(String name, Needed needed) {
    NewTopic topic =
        new NewTopic(name, needed.partitions(), settings.replication()).configs(needed.settings());
    answers.awaitUnless(
        TopicExistsException.class,
        "create topic " + name,
        admin.createTopics(List.of(topic)).all());
  }

  private void requireOurs(Map<String, Needed> neededByName) {
    List<ConfigResource> resources =
        neededByName.keySet().stream()
            .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
            .toList();
    Map<String, TopicDescription> topics = describe(List.copyOf(neededByName.keySet()));
    Map<ConfigResource, Config> configs =
        answers.awaitKnown(
            "read the topics' settings", () -> admin.describeConfigs(resources).all());
    List<String> differences = new ArrayList<>();
    for (ConfigResource resource : resources) {
      Needed needed = neededByName.get(resource.name());
      int found = topics.get(resource.name()).partitions().size();
      if (found != needed.partitions()) {
        differences.add(
            "%s: partitions is %d, needed %d, %s"
                .formatted(resource.name(), found, needed.partitions(), needed.reason()));
      }
      new TreeMap<>(needed.settings())
          .forEach(
              (key, setting) -> {
                String value = configs.get(resource).get(key).value();
                if (!setting.equals(value)) {
                  differences.add(
                      "%s: %s is %s, needed %s".formatted(resource.name(), key, value, setting));
                }
              });
    }
    if (!differences.isEmpty()) {
      throw new TopicException(
          "Topics of fraud rules exist with other settings: %s. Change them with kafka-configs or kafka-topics, or delete them.%s"
              .formatted(String.join("; ", differences), ifDeleted(differences)),
          null);
    }
  }

  /** Alerts are in their tables too; how far they were sent stands on one topic alone. */
  private static String ifDeleted(List<String> differences) {
    return differences.stream().anyMatch(found -> found.startsWith(SecondAlertTopic.SENT + ":"))
        ? " If %s is deleted, alerts that are not on %s by then stay in their tables alone."
            .formatted(SecondAlertTopic.SENT, SecondAlertTopic.ALERTS)
        : "";
  }

  private Map<String, TopicDescription> describe(List<String> names) {
    return answers.awaitKnown("describe topics", () -> admin.describeTopics(names).allTopicNames());
  }
}
