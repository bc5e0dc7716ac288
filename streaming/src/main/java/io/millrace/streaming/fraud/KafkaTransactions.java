package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.streaming.FencedException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Transactions of one transactional id, under which a driver before this one can commit nothing
 * more as soon as this one is made. For one thread at a time.
 */
final class KafkaTransactions implements AutoCloseable {

  private static final Duration TRANSACTION = Duration.ofMinutes(1);
  private static final Duration BLOCKED_AT_MOST = Duration.ofSeconds(30);

  private final Producer<byte[], byte[]> producer;
  private final String topics;

  /**
   * Fences every driver before this one and ends its transaction.
   *
   * @param producer one with the settings of {@link #producer}; closed with this
   * @param topics that are written, for people
   */
  KafkaTransactions(Producer<byte[], byte[]> producer, String topics) {
    this.producer = producer;
    this.topics = topics;
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /** The producer for transactions of that id. */
  static Producer<byte[], byte[]> producer(String brokers, String transactionalId) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            brokers,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            transactionalId,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            (int) TRANSACTION.toMillis(),
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            (int) BLOCKED_AT_MOST.toMillis(),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) BLOCKED_AT_MOST.toMillis(),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) BLOCKED_AT_MOST.dividedBy(2).toMillis(),
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4",
            ProducerConfig.BATCH_SIZE_CONFIG,
            128 << 10,
            ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
            FraudOutputs.GREATEST_STATE_BYTES),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  /**
   * Commits what is sent. If it throws, all of it is committed or nothing; what was committed says
   * which.
   *
   * @param sends what goes into the transaction; a record that is refused later fails the commit
   * @throws FencedException when another driver has begun; nothing was committed
   * @throws TimeoutException when the outcome is known only to the coordinator, which the next
   *     driver asks; this one must end
   * @throws KafkaException on any other failure; nothing was committed
   */
  void commit(Consumer<Producer<byte[], byte[]>> sends) {
    try {
      producer.beginTransaction();
      sends.accept(producer);
      producer.commitTransaction();
    } catch (ProducerFencedException e) {
      throw fenced(e);
    } catch (TimeoutException | InterruptException e) {
      // known only to the coordinator; the next driver asks it
      throw e;
    } catch (KafkaException e) {
      abort(e);
      throw e;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }

  private void abort(KafkaException failure) {
    try {
      producer.abortTransaction();
    } catch (ProducerFencedException e) {
      throw fenced(e);
    } catch (KafkaException | IllegalStateException e) {
      // the coordinator aborts it by itself, after its timeout or when the next driver begins
      failure.addSuppressed(e);
    }
  }

  private FencedException fenced(ProducerFencedException e) {
    return new FencedException(
        "%s: another driver writes them; this one ends and has published nothing since"
            .formatted(topics),
        e);
  }
}
