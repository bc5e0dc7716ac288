package io.millrace.ingest.topic;

import io.millrace.model.feed.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * A feed's two topics: the feed itself and its dead letters. Both are stamped with the time of
 * arrival, since with event times retention would delete replayed history at once, and are never
 * compacted, since each record counts. Partitions are only ever added.
 */
public final class Topics {
  /** The largest record that a feed's topic takes must at least be this, in bytes. */
  static final int MIN_MESSAGE_LIMIT = 1_048_576;

  private static final String LOG_APPEND_TIME = "LogAppendTime";
  private static final String DELETE = "delete";

  private final Admin admin;
  private final Answers answers;
  private final TopicSettings settings;

  /**
   * For the cluster of that client, which stays the caller's; each request waits at most the
   * timeout.
   */
  public Topics(Admin admin, TopicSettings settings, Duration timeout) {
    this.admin = admin;
    this.answers = new Answers(timeout);
    this.settings = settings;
  }

  /**
   * What {@link #ensure} would do; nothing is changed.
   *
   * @throws TopicException when the cluster does not answer
   */
  public TopicPlan plan(Feed feed) throws TopicException {
    Comparison comparison = compare(feed);
    List<String> changes = new ArrayList<>();
    comparison.missing.forEach(name -> changes.add(created(name, feed)));
    comparison.fewer.forEach((name, found) -> changes.add(widened(name, found, feed)));
    comparison.retention.forEach((name, found) -> changes.add(kept(name, found, feed)));
    return new TopicPlan(changes, comparison.obstacles);
  }

  /**
   * Makes the feed's topics what the declaration says. Twice is the same as once, and two at once
   * are too.
   *
   * @return what was changed, for people
   * @throws TopicException when the cluster does not answer, or a topic exists with settings that
   *     cannot be changed; those are named together and nothing is changed
   */
  public List<String> ensure(Feed feed) throws TopicException {
    Comparison comparison = compare(feed);
    requirePossible(feed, comparison);
    List<String> changes = new ArrayList<>();
    for (String name : comparison.missing) {
      create(name, feed);
      changes.add(created(name, feed));
    }
    comparison.fewer.forEach(
        (name, found) -> {
          widen(name, feed.partitions());
          changes.add(widened(name, found, feed));
        });
    comparison.retention.forEach(
        (name, found) -> {
          keep(name, feed);
          changes.add(kept(name, found, feed));
        });
    if (!comparison.missing.isEmpty()) {
      // Another process may have been faster and made one of them with other settings.
      requirePossible(feed, compare(feed, List.of(feed.topic(), feed.dlqTopic())));
    }
    return changes;
  }

  private void create(String name, Feed feed) {
    NewTopic topic =
        new NewTopic(name, feed.partitions(), settings.replication())
            .configs(
                Map.of(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    LOG_APPEND_TIME,
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(retentionMs(feed)),
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    "-1"));
    // Another process may have been faster; what it made is checked like any other.
    answers.awaitUnless(
        TopicExistsException.class,
        "create topic " + name,
        admin.createTopics(List.of(topic)).all());
  }

  private void widen(String name, int partitions) {
    answers.awaitUnless(
        InvalidPartitionsException.class,
        "add partitions to topic " + name,
        admin.createPartitions(Map.of(name, NewPartitions.increaseTo(partitions))).all());
  }

  private void keep(String name, Feed feed) {
    ConfigEntry retention =
        new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retentionMs(feed)));
    answers.await(
        "change the retention of topic " + name,
        admin
            .incrementalAlterConfigs(
                Map.of(
                    resource(name),
                    List.of(new AlterConfigOp(retention, AlterConfigOp.OpType.SET))))
            .all());
  }

  private static void requirePossible(Feed feed, Comparison comparison) {
    if (!comparison.obstacles.isEmpty()) {
      throw new TopicException(
          "Topics of feed "
              + feed.name()
              + " exist with other settings: "
              + String.join("; ", comparison.obstacles)
              + ". Change them with kafka-configs, or give the feed another topic name.",
          null);
    }
  }

  private Comparison compare(Feed feed) {
    return compare(feed, answers.await("list topics", admin.listTopics().names()));
  }

  /**
   * @param existing names of topics that are there, though a broker may not have heard of them yet
   */
  private Comparison compare(Feed feed, Collection<String> existing) {
    List<String> names = List.of(feed.topic(), feed.dlqTopic());
    Comparison comparison = new Comparison();
    names.stream().filter(n -> !existing.contains(n)).forEach(comparison.missing::add);
    List<String> there = names.stream().filter(existing::contains).toList();
    Map<String, TopicDescription> topics =
        answers.awaitKnown("describe topics", () -> admin.describeTopics(there).allTopicNames());
    Map<ConfigResource, Config> configs =
        answers.awaitKnown(
            "read the topics' settings",
            () -> admin.describeConfigs(there.stream().map(Topics::resource).toList()).all());
    for (String name : there) {
      int partitions = topics.get(name).partitions().size();
      if (partitions > feed.partitions()) {
        comparison.obstacles.add(
            "%s: partitions is %d, needed %d, and Kafka takes none away"
                .formatted(name, partitions, feed.partitions()));
      } else if (partitions < feed.partitions()) {
        comparison.fewer.put(name, partitions);
      }
      Config config = configs.get(resource(name));
      String retention = config.get(TopicConfig.RETENTION_MS_CONFIG).value();
      if (!retention.equals(Long.toString(retentionMs(feed)))) {
        comparison.retention.put(name, Long.parseLong(retention));
      }
      expect(
          name,
          config,
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
          LOG_APPEND_TIME,
          comparison.obstacles);
      expect(name, config, TopicConfig.CLEANUP_POLICY_CONFIG, DELETE, comparison.obstacles);
      atLeast(
          name, config, TopicConfig.RETENTION_BYTES_CONFIG, Long.MAX_VALUE, comparison.obstacles);
      atLeast(
          name,
          config,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          MIN_MESSAGE_LIMIT,
          comparison.obstacles);
    }
    return comparison;
  }

  private static long retentionMs(Feed feed) {
    return feed.retention().topic().duration().map(Duration::toMillis).orElse(-1L);
  }

  private static String created(String name, Feed feed) {
    return "topic %s: created, %d partitions, kept %s"
        .formatted(name, feed.partitions(), days(retentionMs(feed)));
  }

  private static String widened(String name, int found, Feed feed) {
    return "topic %s: from %d to %d partitions".formatted(name, found, feed.partitions());
  }

  private static String kept(String name, long found, Feed feed) {
    return "topic %s: kept %s instead of %s".formatted(name, days(retentionMs(feed)), days(found));
  }

  private static String days(long millis) {
    if (millis < 0) {
      return "forever";
    }
    Duration duration = Duration.ofMillis(millis);
    return duration.equals(Duration.ofDays(duration.toDays()))
        ? duration.toDays() + " days"
        : duration.toString();
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  private static void expect(
      String topic, Config config, String key, String needed, List<String> differences) {
    String value = config.get(key).value();
    if (!needed.equals(value)) {
      differences.add(topic + ": " + key + " is " + value + ", needed " + needed);
    }
  }

  private static void atLeast(
      String topic, Config config, String key, long needed, List<String> differences) {
    long value = Long.parseLong(config.get(key).value());
    if (value != -1 && value < needed) {
      String wanted = needed == Long.MAX_VALUE ? "-1 (no limit)" : needed + " or more";
      differences.add(topic + ": " + key + " is " + value + ", needed " + wanted);
    }
  }

  /** How the topics differ from what is declared. */
  private static final class Comparison {
    private final List<String> missing = new ArrayList<>();
    private final Map<String, Integer> fewer = new LinkedHashMap<>();
    private final Map<String, Long> retention = new LinkedHashMap<>();
    private final List<String> obstacles = new ArrayList<>();
  }
}
