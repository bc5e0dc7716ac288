package io.millrace.cli.kafka;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ClusterSettings;
import io.millrace.ingest.topic.FraudTopics;
import io.millrace.ingest.topic.LiveMetricsTopic;
import io.millrace.ingest.topic.TopicPlan;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.ingest.topic.Topics;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.FraudOutputs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** The topics of feeds in the cluster's Kafka. */
public final class FeedTopics implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final Admin admin;
  private final Topics topics;
  private final LiveMetricsTopic liveMetrics;
  private final FraudTopics fraud;

  private FeedTopics(Admin admin) {
    this.admin = admin;
    this.topics = new Topics(admin, TopicSettings.SINGLE_BROKER, TIMEOUT);
    this.liveMetrics = new LiveMetricsTopic(admin, TopicSettings.SINGLE_BROKER, TIMEOUT);
    this.fraud = new FraudTopics(admin, TopicSettings.SINGLE_BROKER, TIMEOUT);
  }

  public static FeedTopics open(ClusterSettings settings) {
    return open(settings.brokers());
  }

  /** On those brokers: host:port, comma-separated. */
  public static FeedTopics open(String brokers) {
    try {
      return new FeedTopics(
          Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers)));
    } catch (KafkaException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "brokers is %s; legal: host:port[,host:port…] of hosts that exist.".formatted(brokers));
    }
  }

  /** What {@link #ensure} would do. */
  public TopicPlan plan(Feed feed) {
    return topics.plan(feed);
  }

  /**
   * Makes the feed's topics as declared.
   *
   * @return what was changed, for people
   * @throws io.millrace.ingest.topic.TopicException if one exists and cannot become so
   */
  public List<String> ensure(Feed feed) {
    return topics.ensure(feed);
  }

  /**
   * Makes the topic of live windows, which all feeds share.
   *
   * @return what was changed, for people
   * @throws io.millrace.ingest.topic.TopicException if Kafka does not let it
   */
  public List<String> ensureLiveMetrics() {
    return liveMetrics.ensure();
  }

  /**
   * Makes the topics of a host of fraud rules.
   *
   * @param source the topic of payments
   * @return what was changed, for people
   * @throws io.millrace.ingest.topic.TopicException if Kafka does not let it, or they exist with
   *     other settings
   */
  public List<String> ensureFraud(String source, FraudOutputs outputs) {
    return fraud.ensure(source, outputs);
  }

  /**
   * Makes the topics of alerts of the second stage of fraud rules.
   *
   * @param source the topic of payments
   * @return what was changed, for people
   * @throws io.millrace.ingest.topic.TopicException if Kafka does not let it, or they exist with
   *     other settings
   */
  public List<String> ensureSecondAlerts(String source) {
    return fraud.ensureSecondAlerts(source);
  }

  /**
   * Makes the topics of fraud rules that are promoted, without those of a host.
   *
   * @return what was changed, for people
   * @throws io.millrace.ingest.topic.TopicException if Kafka does not let it, or they exist with
   *     other settings
   */
  public List<String> ensureFraudRules(FraudOutputs outputs) {
    return fraud.ensureRules(outputs);
  }

  /**
   * Whether the topic of fraud rules is there.
   *
   * @throws io.millrace.ingest.topic.TopicException if Kafka does not say
   */
  public boolean hasFraudRules(FraudOutputs outputs) {
    return fraud.hasRules(outputs);
  }

  /**
   * Whether a host writes those topics now.
   *
   * @throws io.millrace.ingest.topic.TopicException if Kafka does not say
   */
  public boolean hasFraudHost(FraudOutputs outputs) {
    return fraud.hasHost(outputs);
  }

  /**
   * How many partitions of payments a host of those outputs reads.
   *
   * @throws io.millrace.ingest.topic.TopicException if Kafka does not say, or no host ever ran
   */
  public int fraudPartitions(FraudOutputs outputs) {
    return fraud.partitions(outputs);
  }

  @Override
  public void close() {
    // whatever was asked has been waited for as long as it may take
    admin.close(Duration.ZERO);
  }
}
