package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.fraud.SourcePosition;
import io.millrace.model.run.RunRecord;
import java.util.Comparator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A score or an alert, wherever it was made.
 *
 * @param topic that it is for
 * @param partition of its payment
 * @param offset of its payment
 * @param key its account
 * @param json the bytes that the host wrote
 * @param run of its payment, or null
 */
record Published(String topic, int partition, long offset, String key, String json, String run) {

  /** Those of one payment stay in their order. */
  static final Comparator<Published> BY_PAYMENT =
      Comparator.comparing(Published::topic)
          .thenComparingInt(Published::partition)
          .thenComparingLong(Published::offset);

  static Published of(ConsumerRecord<byte[], byte[]> record) {
    Header run = record.headers().lastHeader(RunRecord.HEADER);
    return new Published(
        record.topic(),
        (int) number(record, SourcePosition.PARTITION),
        number(record, SourcePosition.OFFSET),
        new String(record.key(), UTF_8),
        new String(record.value(), UTF_8),
        run == null ? null : new String(run.value(), UTF_8));
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String header) {
    return SourcePosition.number(record.headers().lastHeader(header).value());
  }
}
