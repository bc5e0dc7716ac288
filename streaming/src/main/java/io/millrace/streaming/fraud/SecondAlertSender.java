package io.millrace.streaming.fraud;

import io.millrace.model.fraud.SourcePosition;
import io.millrace.model.fraud.second.SecondAlertJson;
import io.millrace.model.fraud.second.SecondAlertTopic;
import io.millrace.model.fraud.second.SentAlerts;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.TopicOffsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings alerts that live logs have committed onto {@link SecondAlertTopic#ALERTS}, each once for a
 * reader of committed records: the log decides what is an alert, and each transaction says how far
 * the log is sent. It ends with its first failure; another begins from what is committed.
 */
final class SecondAlertSender implements FeedCompanion {

  /** Alerts of a transaction at most. */
  static final int MOST_AT_ONCE = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(SecondAlertSender.class);

  /** A log and how its rows are written. */
  private record Sent(AlertLog log, SecondAlertJson json, int partition, int offset) {

    static Sent of(AlertLog log) {
      LiveTable table = log.table();
      List<String> names = table.columns().stream().map(LiveColumn::name).toList();
      return new Sent(
          log,
          new SecondAlertJson(table.columns()),
          names.indexOf("source_partition"),
          names.indexOf("source_offset"));
    }

    ProducerRecord<byte[], byte[]> record(LiveRow alert) {
      Headers headers = new RecordHeaders();
      if (partition >= 0) {
        headers.add(
            SourcePosition.PARTITION, SourcePosition.value((Integer) alert.columns()[partition]));
        headers.add(SourcePosition.OFFSET, SourcePosition.value((Long) alert.columns()[offset]));
      }
      return new ProducerRecord<>(
          SecondAlertTopic.ALERTS, null, json.key(alert), json.value(alert), headers);
    }
  }

  private final String name;
  private final KafkaTransactions transactions;
  private final List<Sent> logs;
  private final int mostAtOnce;
  private final Instant since;
  private volatile QueryStatus status;

  private SecondAlertSender(
      String name, KafkaTransactions transactions, List<Sent> logs, int mostAtOnce, Instant since) {
    this.name = name;
    this.transactions = transactions;
    this.logs = logs;
    this.mostAtOnce = mostAtOnce;
    this.since = since;
    this.status = QueryStatus.of(name, QueryState.STARTING, since).build();
  }

  /** The producer of a driver. */
  static Producer<byte[], byte[]> producer(String brokers) {
    return KafkaTransactions.producer(brokers, SecondAlertTopic.TRANSACTIONAL_ID);
  }

  /**
   * First the driver before this one can commit no more, then it is asked what it committed. If it
   * throws, the logs keep where they begin for the next.
   *
   * @param producer one of {@link #producer}; closed with this
   * @param mostAtOnce alerts of a transaction at most
   * @throws io.millrace.model.landing.LandingStoppedException when a topic is not there
   */
  static SecondAlertSender begin(
      String name,
      String brokers,
      Producer<byte[], byte[]> producer,
      AlertLogs logs,
      int mostAtOnce,
      Clock clock) {
    KafkaTransactions transactions = firstOfAll(logs, producer);
    try {
      requireTopic(brokers);
      Map<String, SentAlerts> known = SentAlertsTopic.read(brokers, clock);
      List<Sent> opened = logs.open(known).stream().map(Sent::of).toList();
      SecondAlertSender sender =
          new SecondAlertSender(name, transactions, opened, mostAtOnce, clock.instant());
      sender.noteBeginnings(known);
      logs.begun();
      return sender;
    } catch (RuntimeException e) {
      transactions.close();
      throw e;
    }
  }

  /** Kafka may be away, and then this is tried again; the logs go on meanwhile. */
  private static KafkaTransactions firstOfAll(AlertLogs logs, Producer<byte[], byte[]> producer) {
    try {
      logs.keepPresent();
    } catch (RuntimeException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
    return new KafkaTransactions(
        producer, SecondAlertTopic.ALERTS + " and " + SecondAlertTopic.SENT);
  }

  /**
   * Sends what the logs have. One that cannot be read does not keep the others from being sent; its
   * failure is thrown behind them.
   */
  @Override
  public void tick() {
    RuntimeException unread = null;
    for (Sent sent : logs) {
      Optional<AlertLog.Part> part;
      try {
        part = sent.log().next(mostAtOnce);
      } catch (RuntimeException e) {
        unread = both(unread, e);
        continue;
      }
      part.ifPresent(alerts -> publish(sent, alerts));
    }
    if (unread != null) {
      throw unread;
    }
    long behind = logs.stream().mapToLong(sent -> sent.log().behind()).sum();
    status = QueryStatus.of(name, QueryState.RUNNING, since).lag(behind).build();
  }

  private static RuntimeException both(RuntimeException first, RuntimeException second) {
    if (first == null) {
      return second;
    }
    first.addSuppressed(second);
    return first;
  }

  @Override
  public QueryStatus status() {
    return status;
  }

  @Override
  public void stop() {
    transactions.close();
  }

  private void publish(Sent sent, AlertLog.Part part) {
    transactions.commit(
        producer -> {
          part.alerts().forEach(alert -> send(producer, sent.record(alert)));
          send(producer, record(part.until()));
        });
    if (!part.alerts().isEmpty()) {
      LOG.info(
          "{}: {} alerts of live log {} sent, up to its record {}",
          name,
          part.alerts().size(),
          part.until().log(),
          part.until().record());
    }
  }

  /** Who begins again goes on from there, and not from another present. */
  private void noteBeginnings(Map<String, SentAlerts> known) {
    List<SentAlerts> begun =
        logs.stream()
            .map(sent -> sent.log().sent())
            .filter(sent -> !sent.equals(known.get(sent.log())))
            .toList();
    if (!begun.isEmpty()) {
      transactions.commit(producer -> begun.forEach(sent -> send(producer, record(sent))));
    }
  }

  private static void requireTopic(String brokers) {
    try (TopicOffsets offsets = new TopicOffsets(brokers, SecondAlertTopic.ALERTS)) {
      offsets.topicId();
    }
  }

  private static ProducerRecord<byte[], byte[]> record(SentAlerts sent) {
    return new ProducerRecord<>(SecondAlertTopic.SENT, 0, sent.key(), sent.value());
  }

  /** A record that is refused fails the commit. */
  private static void send(
      Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    Future<RecordMetadata> unused = producer.send(record);
  }
}
