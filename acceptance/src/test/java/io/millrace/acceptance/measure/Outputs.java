package io.millrace.acceptance.measure;

import io.millrace.model.fraud.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Scores, or alerts, from now on: when each came onto its topic, and when a reader had it. */
final class Outputs implements AutoCloseable {

  private final List<Output> outputs = new ArrayList<>();
  private final TopicTail tail;

  /**
   * One of them.
   *
   * @param partition of its payment
   * @param offset of its payment
   * @param appendedMillis by the broker's clock
   * @param readMillis by this machine's clock, by a reader of committed records
   */
  private record Output(int partition, long offset, long appendedMillis, long readMillis) {}

  /**
   * Milliseconds from the append of payments.
   *
   * @param appended until their outputs were appended
   * @param read until a reader of committed records had those
   */
  record Latency(Figures appended, Figures read) {

    /** For people. */
    String words(String what) {
      return "%s: %,d, ms from the append of the payment to its own append: p50 %,d, p99 %,d, most %,d; to a reader of committed records: p50 %,d, p99 %,d, most %,d"
          .formatted(
              what,
              read.sorted().size(),
              appended.median(),
              appended.quantile(0.99),
              appended.most(),
              read.median(),
              read.quantile(0.99),
              read.most());
    }
  }

  Outputs(String brokers, String topic) {
    this.tail = new TopicTail(brokers, topic, "read_committed", this::take);
  }

  private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
    outputs.add(
        new Output(
            (int) number(record, SourcePosition.PARTITION),
            number(record, SourcePosition.OFFSET),
            record.timestamp(),
            System.currentTimeMillis()));
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String header) {
    return SourcePosition.number(record.headers().lastHeader(header).value());
  }

  /**
   * How long they took.
   *
   * @param countedMillis payments that were appended before it do not count
   */
  synchronized Latency of(ArrivalTimes payments, long countedMillis) {
    List<Long> appended = new ArrayList<>();
    List<Long> read = new ArrayList<>();
    for (Output output : outputs) {
      OptionalLong paid = payments.at(output.partition(), output.offset());
      if (paid.isPresent() && paid.getAsLong() >= countedMillis) {
        appended.add(output.appendedMillis() - paid.getAsLong());
        read.add(output.readMillis() - paid.getAsLong());
      }
    }
    return new Latency(Figures.of(appended), Figures.of(read));
  }

  @Override
  public void close() {
    tail.close();
  }
}
