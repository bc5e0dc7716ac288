package io.millrace.ingest.fraud.stream;

import io.millrace.ingest.topic.FraudTopics;
import io.millrace.ingest.topic.TopicException;
import io.millrace.model.fraud.InvalidStateException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * A host of fraud rules from Kafka to Kafka. A payment's state, score, alerts and offset are one
 * transaction: a reader of committed records sees each of them once, whatever is killed. Instances
 * with state folders of their own share the topic's partitions.
 */
public final class FraudStream implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final PaymentCounts counts;
  private final CurrentRules rules;
  private final RulesFollower follower;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  private FraudStream(
      KafkaStreams streams,
      PaymentCounts counts,
      CurrentRules rules,
      RulesTopic topic,
      Consumer<String> said,
      StreamSettings settings) {
    this.streams = streams;
    this.counts = counts;
    this.rules = rules;
    this.follower =
        new RulesFollower(
            topic,
            rules,
            said,
            thrown -> {
              failure.compareAndSet(null, meaning(thrown, settings));
              streams.close(LONGEST_CLOSE);
            });
    streams.setUncaughtExceptionHandler(
        thrown -> {
          failure.compareAndSet(null, meaning(thrown, settings));
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.setStateListener(
        (now, before) -> {
          if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
            ended.countDown();
          }
        });
  }

  /**
   * Starts one. Its topics are made if they are missing. It goes by the rules that were promoted
   * last, now and while it runs.
   *
   * @param payments how their topic is read, for as long as it runs
   * @param said told what was made, and which rules are in effect, a line each, by several threads
   * @throws TopicException when the brokers do not answer, the feed's topic is missing, or topics
   *     exist with other settings
   * @throws OutputsHeldException when another kind of host owns the topics
   * @throws OtherRulesException when the rules are asked for alone and are not in effect
   * @throws StreamFailedException when the state's folder is in use, or brokers' names are none
   * @throws IOException when the state's folder cannot be written
   * @throws IllegalArgumentException when the feed lacks what rules read
   */
  public static FraudStream start(
      StreamSettings settings,
      DeclaredRules declared,
      DeclaredPayments payments,
      StreamListener listener,
      Consumer<String> said,
      Clock clock)
      throws IOException, InterruptedException {
    try (Admin admin = admin(settings)) {
      new FraudTopics(admin, settings.topics(), TIMEOUT)
          .ensure(payments.feed().topic(), settings.outputs())
          .forEach(said);
      new OutputLease(admin, settings.outputs()).requireFree();
    }
    RulesTopic topic = RulesTopic.open(settings.brokers(), settings.outputs());
    try {
      CurrentRules rules =
          new CurrentRules(WorkingRules.of(declared.inEffect(topic, settings.outputs(), said)));
      PaymentCounts counts = new PaymentCounts();
      CommitPace pace = new CommitPace(settings.commitInterval(), clock);
      KafkaStreams streams =
          streams(
              settings,
              payments.feed().topic(),
              () ->
                  new PaymentProcessor(
                      rules, payments, counts, listener, pace, PaymentProcessor.HELD_BYTES));
      FraudStream stream = new FraudStream(streams, counts, rules, topic, said, settings);
      streams.start();
      stream.follower.start();
      return stream;
    } catch (RuntimeException | IOException | InterruptedException e) {
      topic.close();
      throw e;
    }
  }

  private static KafkaStreams streams(
      StreamSettings settings,
      String topic,
      ProcessorSupplier<byte[], byte[], byte[], byte[]> processors)
      throws IOException {
    Topology topology =
        FraudTopology.of(
            topic,
            settings.outputs(),
            Stores.persistentKeyValueStore(FraudTopology.ACCOUNTS),
            processors);
    StreamsConfig config =
        new StreamsConfig(KafkaConfig.of(settings, InstanceId.in(settings.stateFolder())));
    try {
      return new KafkaStreams(topology, config);
    } catch (StreamsException e) {
      throw new StreamFailedException(
          "%s is in use by another instance, or cannot be written. Give each instance a folder of its own with --state-dir."
              .formatted(settings.stateFolder()),
          e);
    }
  }

  /**
   * Waits until it has ended, no longer than that.
   *
   * @return whether it has
   * @throws OutputsHeldException when another kind of host has taken the topics
   * @throws StreamFailedException when it has ended by itself
   */
  public boolean awaitEnd(Duration longest) throws InterruptedException {
    boolean hasEnded = ended.await(longest.toNanos(), TimeUnit.NANOSECONDS);
    RuntimeException why = failure.get();
    if (hasEnded && why != null) {
      throw why;
    }
    return hasEnded;
  }

  /** Whether it reads payments now: it neither starts, restores state nor has ended. */
  public boolean isRunning() {
    return streams.state() == KafkaStreams.State.RUNNING;
  }

  /** The version of the rules that are in effect for the next payment. */
  public String rules() {
    return rules.get().promotion().version();
  }

  /** How far it is. */
  public StreamProgress progress() {
    double lag =
        streams.metrics().values().stream()
            .filter(metric -> metric.metricName().name().equals("records-lag"))
            .filter(metric -> metric.metricName().group().equals("consumer-fetch-manager-metrics"))
            .map(metric -> metric.metricValue())
            .filter(Double.class::isInstance)
            .mapToDouble(value -> (Double) value)
            .filter(value -> !Double.isNaN(value))
            .sum();
    return counts.progress(Math.round(lag));
  }

  /**
   * Ends it: what was evaluated is committed, and other instances take its partitions over at once.
   */
  @Override
  public void close() {
    follower.close();
    streams.close(new KafkaStreams.CloseOptions().leaveGroup(true).timeout(LONGEST_CLOSE));
  }

  private static Admin admin(StreamSettings settings) {
    try {
      return Admin.create(
          Map.of(
              AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
              settings.brokers(),
              AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
              (int) TIMEOUT.toMillis(),
              AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
              (int) TIMEOUT.toMillis()));
    } catch (KafkaException e) {
      throw new StreamFailedException(
          "brokers is %s; legal: host:port[,host:port…] of hosts that exist."
              .formatted(settings.brokers()),
          e);
    }
  }

  private static RuntimeException meaning(Throwable thrown, StreamSettings settings) {
    OutputsHeldException held = OutputLease.lost(thrown, settings.outputs());
    if (held != null) {
      return held;
    }
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof StreamFailedException failed) {
        return failed;
      } else if (t instanceof FencedInstanceIdException) {
        return new StreamFailedException(
            "Another instance has the same name, so it was made from a copy of %s. Give each instance a folder of its own with --state-dir."
                .formatted(settings.stateFolder()),
            thrown);
      } else if (t instanceof InvalidStateException) {
        return new StreamFailedException(t.getMessage(), thrown);
      }
    }
    return new StreamFailedException(
        "The stream has ended by itself (%s: %s). What was committed stays; start it again and it goes on."
            .formatted(thrown.getClass().getSimpleName(), thrown.getMessage()),
        thrown);
  }
}
