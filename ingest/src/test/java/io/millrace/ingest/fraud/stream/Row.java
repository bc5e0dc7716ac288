package io.millrace.ingest.fraud.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.fraud.SourcePosition;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * A score or an alert, wherever it was made.
 *
 * @param partition of its payment
 * @param offset of its payment
 * @param json the bytes that the host wrote
 */
record Row(int partition, long offset, String json) {

  static Row of(ConsumerRecord<byte[], byte[]> record) {
    return of(record.headers(), record.value());
  }

  static Row of(Headers headers, byte[] value) {
    return new Row(
        (int) number(headers, SourcePosition.PARTITION),
        number(headers, SourcePosition.OFFSET),
        new String(value, UTF_8));
  }

  private static long number(Headers headers, String name) {
    return Long.parseLong(new String(headers.lastHeader(name).value(), US_ASCII));
  }

  /** By partition and offset; what one payment gave stays in its order. */
  static List<Row> sorted(List<Row> rows) {
    return rows.stream()
        .sorted(Comparator.comparingInt(Row::partition).thenComparingLong(Row::offset))
        .toList();
  }
}
