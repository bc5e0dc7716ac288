package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease on the topics of scores and alerts, held by membership of their consumer group in the
 * protocol of this kind of host. The group's coordinator takes no member of another protocol while
 * there is one, and no commit in the name of a member that it has given up. A lease that nobody
 * renews ends with the session.
 *
 * <p>For any number of threads: batches ask for the member, ticks renew.
 */
final class OutputLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OutputLease.class);

  /** By what another host names this one. */
  static final String OWNER = "spark-streaming";

  private static final Duration SESSION = Duration.ofSeconds(10);

  /** A predecessor's session, and what the coordinator takes to bring members together. */
  private static final Duration JOINED_WITHIN = Duration.ofSeconds(40);

  /** Accounts are restored meanwhile. */
  private static final Duration RENEWED_WITHIN = Duration.ofMinutes(30);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);

  private final Consumer<byte[], byte[]> consumer;
  private final FraudOutputs outputs;
  private final Clock clock;
  private String member;

  private OutputLease(Consumer<byte[], byte[]> consumer, FraudOutputs outputs, Clock clock) {
    this.consumer = consumer;
    this.outputs = outputs;
    this.clock = clock;
  }

  /**
   * Takes it.
   *
   * @param topic of payments, whose committed offsets stay as long as a member subscribes to it
   * @throws OutputsHeldException when another kind of host has it
   * @throws IllegalStateException when the brokers do not say in time
   */
  static OutputLease take(String brokers, FraudOutputs outputs, String topic, Clock clock) {
    OutputLease lease =
        new OutputLease(
            new KafkaConsumer<>(
                settings(brokers, outputs),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            outputs,
            clock);
    try {
      lease.join(topic);
    } catch (InconsistentGroupProtocolException e) {
      lease.close();
      throw new OutputsHeldException(
          outputs.heldBy(owners(brokers, outputs))
              + " This host begins when that one has ended; beside it runs fraud.host: shadow",
          e);
    } catch (RuntimeException e) {
      lease.close();
      throw e;
    }
    LOG.info(
        "{} and {} are this driver's, as {}", outputs.scores(), outputs.alerts(), lease.member);
    return lease;
  }

  /**
   * Renews it; to be called about once a second.
   *
   * @throws LeaseLostException when it is another's, or was free for a while
   */
  synchronized void renew() {
    renew(Duration.ZERO);
  }

  private void renew(Duration longest) {
    try {
      consumer.poll(longest);
    } catch (InconsistentGroupProtocolException e) {
      throw new LeaseLostException(outputs, e);
    }
    requireMember();
  }

  /**
   * In whose name a transaction commits offsets.
   *
   * @throws LeaseLostException when the lease is known to be lost
   */
  synchronized ConsumerGroupMetadata member() {
    requireMember();
    return consumer.groupMetadata();
  }

  /**
   * Comes together with the group again when a member came or went, so that a transaction in the
   * name of {@code stale} was refused.
   *
   * @throws LeaseLostException when the lease was not this driver's all the time
   */
  synchronized ConsumerGroupMetadata rejoin(ConsumerGroupMetadata stale) {
    Instant until = clock.instant().plus(SESSION.multipliedBy(2));
    while (true) {
      renew(BETWEEN_LOOKS);
      ConsumerGroupMetadata now = consumer.groupMetadata();
      if (now.generationId() > stale.generationId()) {
        return now;
      }
      if (clock.instant().isAfter(until)) {
        throw new LeaseLostException(outputs, null);
      }
    }
  }

  /** How far payments are committed, by partition; waits for transactions that are open. */
  synchronized Map<Integer, Long> committed(String topic, Set<Integer> partitions) {
    Set<TopicPartition> asked =
        partitions.stream().map(p -> new TopicPartition(topic, p)).collect(Collectors.toSet());
    // its transaction may be open for a minute before Kafka gives up a host that was killed
    Map<TopicPartition, OffsetAndMetadata> found =
        consumer.committed(asked, Duration.ofSeconds(90));
    Map<Integer, Long> offsets = new HashMap<>();
    found.forEach(
        (partition, at) -> {
          if (at != null) {
            offsets.put(partition.partition(), at.offset());
          }
        });
    return offsets;
  }

  /** Gives it up at once. */
  @Override
  public synchronized void close() {
    consumer.close(Duration.ofSeconds(5));
  }

  private void join(String topic) {
    consumer.subscribe(List.of(topic));
    Instant until = clock.instant().plus(JOINED_WITHIN);
    while (consumer.groupMetadata().generationId() < 0) {
      if (clock.instant().isAfter(until)) {
        throw new IllegalStateException(
            "group %s, which owns %s and %s, did not come together within %d s; is the broker up?"
                .formatted(
                    outputs.group(),
                    outputs.scores(),
                    outputs.alerts(),
                    JOINED_WITHIN.toSeconds()));
      }
      consumer.poll(BETWEEN_LOOKS);
    }
    member = consumer.groupMetadata().memberId();
  }

  /** Who was given up comes back under another name: meanwhile others may have had the lease. */
  private void requireMember() {
    if (!consumer.groupMetadata().memberId().equals(member)) {
      throw new LeaseLostException(outputs, null);
    }
  }

  private static String owners(String brokers, FraudOutputs outputs) {
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, brokers))) {
      String owners =
          admin
              .describeConsumerGroups(List.of(outputs.group()))
              .describedGroups()
              .get(outputs.group())
              .get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS)
              .members()
              .stream()
              .map(MemberDescription::clientId)
              .distinct()
              .sorted()
              .collect(Collectors.joining(", "));
      return owners.isEmpty() ? "another kind of host" : owners;
    } catch (ExecutionException | TimeoutException e) {
      return "another kind of host";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "another kind of host";
    }
  }

  private static Map<String, Object> settings(String brokers, FraudOutputs outputs) {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        brokers,
        ConsumerConfig.GROUP_ID_CONFIG,
        outputs.group(),
        ConsumerConfig.CLIENT_ID_CONFIG,
        OWNER,
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        List.of(LeaseAssignor.class),
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
        (int) SESSION.toMillis(),
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        (int) SESSION.dividedBy(5).toMillis(),
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
        (int) RENEWED_WITHIN.toMillis(),
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
        false);
  }
}
