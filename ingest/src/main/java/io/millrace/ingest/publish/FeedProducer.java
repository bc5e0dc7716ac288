package io.millrace.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.record.WireEncoder;
import io.millrace.model.run.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts one feed's records on its topic and what is refused on its dead-letter topic, acknowledged
 * by all in-sync replicas. Memory is the settings' buffer; a send that finds it full waits for the
 * settings' block timeout. May be used by several threads; records of one key sent by one thread
 * keep their order.
 *
 * <p>Every {@code send} either throws, and then the record is not on the topic and its {@link
 * Delivery} is never told, or returns, and then the delivery is told exactly once what became of
 * it.
 */
public final class FeedProducer implements AutoCloseable {
  private static final List<Header> LIVE = List.of();
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Producer<byte[], byte[]> producer;
  private final Feed feed;
  private final int maxRecordBytes;
  private final Duration longestFlush;
  private final ThreadLocal<WireEncoder> encoder;
  private final int[] keyFields;
  private final List<Header> headers;

  private FeedProducer(ProducerSettings settings, Feed feed, List<Header> headers) {
    this.feed = feed;
    this.maxRecordBytes = settings.maxRecordBytes();
    this.longestFlush = settings.deliveryTimeout().plus(GRACE);
    this.encoder = ThreadLocal.withInitial(() -> WireEncoder.of(feed));
    this.keyFields = feed.key().stream().mapToInt(feed::indexOf).toArray();
    this.headers = headers;
    this.producer =
        new KafkaProducer<>(
            settings.kafkaConfig(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * For records that happen now.
   *
   * @throws KafkaException when the brokers' names mean nothing
   */
  public static FeedProducer live(ProducerSettings settings, Feed feed) {
    return new FeedProducer(settings, feed, LIVE);
  }

  /**
   * For the records of a run, which carry its id in the header {@link RunRecord#HEADER}.
   *
   * @throws KafkaException when the brokers' names mean nothing
   */
  public static FeedProducer ofRun(ProducerSettings settings, Feed feed, String runId) {
    Header header = new RecordHeader(RunRecord.HEADER, runId.getBytes(UTF_8));
    return new FeedProducer(settings, feed, List.of(header));
  }

  /**
   * Waits until the brokers have told where the topic's partitions are. Not needed before a send,
   * which waits for that itself, but only for the block timeout.
   *
   * @throws NotPublishedException when they did not within that time, or the topic does not exist
   * @throws PublishRefusedException when the brokers refuse the producer or the topic
   */
  public void connect(Duration timeout) throws PublishException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      try {
        producer.partitionsFor(feed.topic());
        return;
      } catch (KafkaException e) {
        boolean mayStillAnswer =
            e instanceof RetriableException && System.nanoTime() - deadline < 0;
        if (!mayStillAnswer) {
          throw PublishFailures.atOnce(feed.topic(), e);
        }
      }
    }
  }

  /**
   * Takes that row, in the feed's wire format and under the feed's key.
   *
   * @throws IllegalArgumentException when it is no row of the feed
   * @throws UnpublishableRecordException when its record is larger than the settings allow
   * @throws NotPublishedException when the brokers did not answer or the buffer stayed full for the
   *     block timeout, or the thread was interrupted, which its flag still says
   * @throws PublishRefusedException when the brokers refuse the producer or the topic, or the
   *     producer is closed
   */
  public void send(Object[] row, Delivery delivery) throws PublishException {
    send(keyOf(row), encoder.get().encode(row), delivery);
  }

  /**
   * Takes a record in the feed's wire format, as {@code send} of a row does.
   *
   * @param key as of {@link Feed#keyOf} in UTF-8, or null
   */
  public void send(byte[] key, byte[] value, Delivery delivery) throws PublishException {
    requireFitting(key, value);
    send(feed.topic(), key, value, headers, delivery);
  }

  /**
   * Takes a record in the feed's wire format with a header of its own, as {@code send} of a row
   * does.
   *
   * @param key as of {@link Feed#keyOf} in UTF-8, or null
   * @param more beside the header of the run
   */
  public void send(byte[] key, byte[] value, Header more, Delivery delivery)
      throws PublishException {
    requireFitting(key, value);
    List<Header> all = new ArrayList<>(headers);
    all.add(more);
    send(feed.topic(), key, value, all, delivery);
  }

  private void requireFitting(byte[] key, byte[] value) {
    long size = (long) value.length + (key == null ? 0 : key.length);
    if (size > maxRecordBytes) {
      throw new UnpublishableRecordException(
          "The record has " + size + " bytes, but the limit is " + maxRecordBytes + ".", null);
    }
  }

  /** Takes that dead letter, as {@code send} of a row does. */
  public void send(DeadLetter letter, Delivery delivery) throws PublishException {
    send(feed.dlqTopic(), null, letter.toJson(), headers, delivery);
  }

  /** The row's record key: {@link Feed#keyOf} in UTF-8, or null. */
  public byte[] keyOf(Object[] row) {
    for (int field : keyFields) {
      if (row[field] != null) {
        return ((String) row[field]).getBytes(UTF_8);
      }
    }
    return null;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback sees both outcomes
  private void send(String topic, byte[] key, byte[] value, List<Header> with, Delivery delivery) {
    SendCallback callback = new SendCallback(topic, delivery);
    try {
      producer.send(new ProducerRecord<>(topic, null, null, key, value, with), callback);
    } catch (KafkaException | IllegalStateException e) {
      throw PublishFailures.atOnce(topic, e);
    }
    callback.returned();
  }

  /**
   * Waits until everything that was taken is acknowledged or has failed, which lasts at most a
   * little longer than the delivery timeout.
   *
   * @throws PublishUnknownException when it lasts longer, because the brokers went before they gave
   *     the producer the id that it sends by; to close the producer then tells the deliveries that
   *     are left. Also when the thread is interrupted, which its flag still says.
   */
  public void flush() throws PublishException {
    // Without an id Kafka's client keeps records beyond their timeout, so its own flush has no end.
    FutureTask<Void> flushed = new FutureTask<>(producer::flush, null);
    Thread flushing = new Thread(flushed, "flush of " + feed.topic());
    flushing.setDaemon(true);
    flushing.start();
    try {
      flushed.get(longestFlush.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      flushing.interrupt();
      Thread.currentThread().interrupt();
      throw new PublishUnknownException(
          "The wait for topic " + feed.topic() + " was interrupted.", e);
    } catch (TimeoutException e) {
      flushing.interrupt();
      throw new PublishUnknownException(
          "Topic " + feed.topic() + " did not answer within " + longestFlush + ".", e);
    } catch (ExecutionException e) {
      throw PublishFailures.later(feed.topic(), e);
    }
  }

  /**
   * Waits that long for what is not acknowledged yet, then gives it up; its deliveries are told by
   * {@link PublishUnknownException} before this returns.
   */
  public void close(Duration timeout) {
    producer.close(timeout);
  }

  /** Gives up what is not acknowledged yet at once. */
  @Override
  public void close() {
    close(Duration.ZERO);
  }
}
