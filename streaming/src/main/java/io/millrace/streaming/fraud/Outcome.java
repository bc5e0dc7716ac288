package io.millrace.streaming.fraud;

import java.util.Comparator;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * What came out of a batch, one thing a row.
 *
 * @param kind what it is
 * @param partition of the payment
 * @param offset of the payment; of an account's state that of the last payment
 * @param place among what the payment gave, from 0
 * @param kafkaMillis when the payment came onto its topic
 * @param key the account in UTF-8; null of a count
 * @param value the score or alert as JSON, or the state; null of a count
 * @param run the id of the payment's run, where it has one
 * @param counted what a count counts; null of the others
 * @param count how often
 */
@SuppressWarnings("ArrayRecordComponent") // handed on once to the producer
record Outcome(
    Kind kind,
    int partition,
    long offset,
    int place,
    long kafkaMillis,
    byte[] key,
    byte[] value,
    byte[] run,
    String counted,
    long count) {

  /** What a row is. */
  enum Kind {
    SCORE,
    ALERT,
    /** The state of an account after the batch. */
    ACCOUNT,
    COUNT
  }

  /** The columns of its row. */
  static final StructType COLUMNS =
      StructType.fromDDL(
          "kind STRING, partition INT, offset BIGINT, place INT, kafka_millis BIGINT, key BINARY,"
              + " value BINARY, run BINARY, counted STRING, count BIGINT");

  /** What is counted of payments that were evaluated before. */
  static final String DUPLICATES = "duplicates";

  /** What is counted of payments whose record has another key than their account. */
  static final String FOREIGN_KEYS = "foreign keys";

  /** The order of payments, and within one of what it gave. */
  static final Comparator<Outcome> ORDER =
      Comparator.comparingInt(Outcome::partition)
          .thenComparingLong(Outcome::offset)
          .thenComparingInt(Outcome::place);

  /** So often that, of payments or refused records; by its reason, in small letters. */
  static Outcome count(String what, long times) {
    return new Outcome(Kind.COUNT, 0, 0, 0, 0, null, null, null, what, times);
  }

  Row toRow() {
    return RowFactory.create(
        kind.name(), partition, offset, place, kafkaMillis, key, value, run, counted, count);
  }

  static Outcome of(Row row) {
    return new Outcome(
        Kind.valueOf(row.getString(0)),
        row.getInt(1),
        row.getLong(2),
        row.getInt(3),
        row.getLong(4),
        (byte[]) row.get(5),
        (byte[]) row.get(6),
        (byte[]) row.get(7),
        row.getString(8),
        row.getLong(9));
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT) + " of " + partition + "@" + offset;
  }
}
