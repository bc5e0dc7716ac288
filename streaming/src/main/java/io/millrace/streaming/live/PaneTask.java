package io.millrace.streaming.live;

import io.millrace.model.live.Contributor;
import io.millrace.model.live.LiveViews;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.record.Decoded;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.live.ReadProgress.Reached;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Makes panes of a task's records: decodes each as landing does, and combines what it contributes
 * with what others of the task do. Records that landing refuses contribute nothing.
 */
final class PaneTask implements MapPartitionsFunction<Row, Row> {

  /** The columns that records must have, in this order. */
  static final StructType INPUT =
      StructType.fromDDL(
          "partition INT, offset BIGINT, kafka_micros BIGINT, value BINARY, replayed BOOLEAN");

  /** The columns of panes, of which there may be several parts. */
  static final StructType OUTPUT =
      StructType.fromDDL("pane TIMESTAMP, view STRING, key STRING, part BINARY");

  /** So many records are combined before their panes are handed on; it bounds memory. */
  private static final int RECORDS_AT_ONCE = 20_000;

  private final Declaration declaration;
  private final ReadProgress progress;

  PaneTask(Declaration declaration, ReadProgress progress) {
    this.declaration = declaration;
    this.progress = progress;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> records) {
    return new Pass(records);
  }

  private final class Pass implements Iterator<Row> {
    private final Iterator<Row> records;
    private final RecordDecoder decoder = declaration.decoder();
    private final Optional<PersonalData> personal = declaration.personalData();
    private final LiveViews views = LiveViews.of(declaration.feed());
    private final Contributor contributor = new Contributor(views);
    private final Map<Integer, Reached> reached = new HashMap<>();
    private final Queue<Row> panes = new ArrayDeque<>();

    Pass(Iterator<Row> records) {
      this.records = records;
    }

    @Override
    public boolean hasNext() {
      while (panes.isEmpty() && records.hasNext()) {
        for (int i = 0; i < RECORDS_AT_ONCE && records.hasNext(); i++) {
          add(records.next());
        }
        contributor.drain(
            (view, key, paneMicros, part) ->
                panes.add(RowFactory.create(timestamp(paneMicros), view, key, part.toBytes())));
        if (!records.hasNext()) {
          progress.add(reached);
        }
      }
      return !panes.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return panes.remove();
    }

    private void add(Row row) {
      int partition = row.getInt(0);
      long next = row.getLong(1) + 1;
      long kafkaMicros = row.getLong(2);
      byte[] value = row.isNullAt(3) ? null : (byte[]) row.get(3);
      long micros = LiveViews.NO_TIME;
      if (views.includesRuns() || !row.getBoolean(4)) {
        Decoded decoded = decoder.decode(value, Math.floorDiv(kafkaMicros, 1000L));
        if (decoded instanceof Valid valid) {
          Object[] fields = valid.values();
          personal.ifPresent(data -> data.protect(fields));
          micros = views.timeOf(fields, kafkaMicros);
          if (micros != LiveViews.NO_TIME) {
            contributor.add(fields, micros);
          }
        }
      }
      reached.merge(
          partition,
          new Reached(next, micros == LiveViews.NO_TIME ? 0 : next, micros),
          Reached::and);
    }
  }

  private static Timestamp timestamp(long micros) {
    return Timestamp.from(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
