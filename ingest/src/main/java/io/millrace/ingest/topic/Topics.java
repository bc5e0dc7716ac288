package io.millrace.ingest.topic;

import io.millrace.model.feed.Feed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A feed's two topics: the feed itself and its dead letters. Both are stamped with the time of
 * arrival, since with event times retention would delete replayed history at once, and are never
 * compacted, since each record counts.
 */
public final class Topics {
  /** The largest record that a feed's topic takes must at least be this, in bytes. */
  static final int MIN_MESSAGE_LIMIT = 1_048_576;

  private static final String LOG_APPEND_TIME = "LogAppendTime";
  private static final String DELETE = "delete";
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final Admin admin;
  private final TopicSettings settings;
  private final Duration timeout;

  /**
   * For the cluster of that client, which stays the caller's; each request waits at most the
   * timeout.
   */
  public Topics(Admin admin, TopicSettings settings, Duration timeout) {
    this.admin = admin;
    this.settings = settings;
    this.timeout = timeout;
  }

  /**
   * Creates the feed's topics that do not exist and checks those that do. Twice is the same as
   * once.
   *
   * @throws TopicException when the cluster does not answer, or a topic exists with other settings
   *     than the feed needs; all differences are named together and no existing topic is changed
   */
  public void ensure(Feed feed) throws TopicException {
    List<String> names = List.of(feed.topic(), feed.dlqTopic());
    Set<String> existing = await("list topics", admin.listTopics().names());
    for (String name : names) {
      if (!existing.contains(name)) {
        create(name, feed.partitions());
      }
    }
    check(feed, names);
  }

  private void create(String name, int partitions) {
    NewTopic topic =
        new NewTopic(name, partitions, settings.replication())
            .configs(
                Map.of(
                    TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                    LOG_APPEND_TIME,
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    DELETE,
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(settings.retention().toMillis()),
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    "-1"));
    try {
      await("create topic " + name, admin.createTopics(List.of(topic)).all());
    } catch (TopicException e) {
      // Another process may have been faster; what it made is checked like any other.
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private void check(Feed feed, List<String> names) {
    Map<String, TopicDescription> topics = describe(names);
    List<ConfigResource> resources =
        names.stream().map(n -> new ConfigResource(ConfigResource.Type.TOPIC, n)).toList();
    Map<ConfigResource, Config> configs =
        await("read the topics' settings", admin.describeConfigs(resources).all());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      int partitions = topics.get(name).partitions().size();
      if (partitions != feed.partitions()) {
        differences.add(name + ": partitions is " + partitions + ", needed " + feed.partitions());
      }
      Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
      compare(name, config, differences);
    }
    if (!differences.isEmpty()) {
      throw new TopicException(
          "Topics of feed "
              + feed.name()
              + " exist with other settings: "
              + String.join("; ", differences)
              + ". Change them with kafka-configs, or give the feed another topic name.",
          null);
    }
  }

  /**
   * A broker learns of a topic a moment after the controller has made it; so it is asked again
   * until the timeout.
   */
  private Map<String, TopicDescription> describe(List<String> names) {
    long tries = timeout.dividedBy(BETWEEN_TRIES);
    while (true) {
      try {
        return await("describe topics", admin.describeTopics(names).allTopicNames());
      } catch (TopicException e) {
        boolean notYet = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!notYet || tries-- <= 0) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private void compare(String topic, Config config, List<String> differences) {
    expect(topic, config, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, LOG_APPEND_TIME, differences);
    expect(topic, config, TopicConfig.CLEANUP_POLICY_CONFIG, DELETE, differences);
    atLeast(
        topic,
        config,
        TopicConfig.RETENTION_MS_CONFIG,
        settings.retention().toMillis(),
        differences);
    atLeast(topic, config, TopicConfig.RETENTION_BYTES_CONFIG, Long.MAX_VALUE, differences);
    atLeast(topic, config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, MIN_MESSAGE_LIMIT, differences);
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

  private <T> T await(String what, KafkaFuture<T> future) {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw silence(what, e.getCause());
      }
      throw new TopicException(
          "Kafka could not " + what + ": " + sentence(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw silence(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicException("Interrupted while waiting for Kafka to " + what + ".", e);
    }
  }

  private TopicException silence(String what, Throwable cause) {
    return new TopicException(
        "Kafka did not answer within "
            + timeout.toSeconds()
            + " s when asked to "
            + what
            + "; is the broker up?",
        cause);
  }

  private static String sentence(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }
}
