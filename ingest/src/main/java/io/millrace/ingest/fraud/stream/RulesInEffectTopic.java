package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.InvalidStateException;
import io.millrace.model.fraud.RulesInEffect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** What hosts have committed about which rules they evaluate by, from the first on. */
public final class RulesInEffectTopic implements AutoCloseable {
  private final Consumer<byte[], byte[]> consumer;

  private RulesInEffectTopic(Consumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Opens it, which must be there.
   *
   * @throws StreamFailedException when the brokers' names are none
   */
  public static RulesInEffectTopic open(String brokers, FraudOutputs outputs) {
    TopicPartition partition = new TopicPartition(outputs.rulesInEffect(), 0);
    return new RulesInEffectTopic(RulesTopic.reader(brokers, partition, "read_committed"));
  }

  /** The next ones; none when none come in that time. What no host writes is passed over. */
  public List<RulesInEffect> next(Duration longest) {
    List<RulesInEffect> next = new ArrayList<>();
    consumer.poll(longest).forEach(record -> read(record.value()).ifPresent(next::add));
    return next;
  }

  private static Optional<RulesInEffect> read(byte[] value) {
    try {
      return Optional.of(RulesInEffect.of(value));
    } catch (InvalidStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
