package io.millrace.streaming.fraud;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Refused;
import io.millrace.model.record.RowBuffer;
import io.millrace.model.run.RunRecord;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.live.ReadProgress;
import io.millrace.streaming.live.ReadProgress.Reached;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the account that each record is of, and tells how far was read. A record that landing
 * refuses is of no account.
 */
final class PaymentTask implements MapPartitionsFunction<Row, Row> {

  /**
   * The columns of its rows. {@code id} is {@link #id}'s, or {@link #REFUSED} with the reason in
   * {@code refusal}; {@code run} is the value of the header of that name.
   */
  static final StructType OUTPUT =
      StructType.fromDDL(
          "id STRING, partition INT, offset BIGINT, kafka_millis BIGINT, key BINARY, value BINARY,"
              + " run BINARY, refusal STRING");

  /** What stands for an account where a record is refused; no account's id is without a slash. */
  static final String REFUSED = "refused";

  private final Declaration declaration;
  private final ReadProgress progress;

  PaymentTask(Declaration declaration, ReadProgress progress) {
    this.declaration = declaration;
    this.progress = progress;
  }

  /** Of records as Spark's source gives them those columns that are read here. */
  static Dataset<Row> columns(Dataset<Row> records) {
    return records.select(
        functions.col("partition"),
        functions.col("offset"),
        functions.unix_micros(functions.col("timestamp")).as("kafka_micros"),
        functions.col("key"),
        functions.col("value"),
        functions.expr(
            "try_element_at(filter(headers, h -> h.key = '%s'), -1).value"
                .formatted(RunRecord.HEADER)));
  }

  /** An account on a partition: state belongs to both, as on every host. */
  static String id(int partition, String accountId) {
    return partition + "/" + accountId;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> records) {
    return new Pass(records);
  }

  private final class Pass implements Iterator<Row> {
    private final Iterator<Row> records;
    private final RecordDecoder decoder = declaration.decoder();
    private final PaymentFields fields;
    private final RowBuffer row;
    private final Map<Integer, Reached> reached = new HashMap<>();

    Pass(Iterator<Row> records) {
      Feed feed = declaration.feed();
      this.records = records;
      this.fields = new PaymentFields(feed);
      this.row = new RowBuffer(feed);
    }

    @Override
    public boolean hasNext() {
      boolean hasNext = records.hasNext();
      if (!hasNext) {
        progress.add(reached);
        reached.clear();
      }
      return hasNext;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row record = records.next();
      int partition = record.getInt(0);
      long offset = record.getLong(1);
      long millis = Math.floorDiv(record.getLong(2), 1000L);
      byte[] value = record.isNullAt(4) ? null : (byte[]) record.get(4);
      reached.merge(partition, new Reached(offset + 1, offset + 1, Long.MIN_VALUE), Reached::and);
      Refused refused = decoder.decode(value, millis, row);
      if (refused != null) {
        String reason = refused.reason().name().toLowerCase(Locale.ROOT);
        return RowFactory.create(REFUSED, partition, offset, millis, null, null, null, reason);
      }
      Payment payment = fields.payment(row);
      // what is no text in UTF-8 is one account on every host: its key is these bytes
      String account = new String(payment.accountId().getBytes(UTF_8), UTF_8);
      return RowFactory.create(
          id(partition, account),
          partition,
          offset,
          millis,
          record.get(3),
          value,
          record.get(5),
          null);
    }
  }
}
