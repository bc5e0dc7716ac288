package io.millrace.streaming.live;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Makes a join's rows of live records of one feed, decoded and protected as landing does. What
 * landing refuses, and what a wrong clock dated ahead, has no part in it.
 */
abstract class JoinTask implements MapPartitionsFunction<Row, Row> {

  private final Declaration declaration;
  private ReadProgress progress;

  JoinTask(Declaration declaration) {
    this.declaration = declaration;
  }

  /** The columns of its rows: the time, the user, and others. */
  abstract StructType columns();

  /** The row of a record; empty if it has no part in the join. */
  abstract Optional<Row> row(Object[] fields);

  /** This task, telling there how far it has read. */
  final JoinTask reporting(ReadProgress to) {
    progress = to;
    return this;
  }

  @Override
  public final Iterator<Row> call(Iterator<Row> records) {
    RecordDecoder decoder = declaration.decoder();
    Optional<PersonalData> personal = declaration.personalData();
    int time = declaration.feed().indexOf(declaration.feed().eventTimeField());
    Map<Integer, Reached> reached = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    while (records.hasNext()) {
      Row record = records.next();
      long next = record.getLong(1) + 1;
      Optional<Object[]> live = live(record, decoder);
      live.ifPresent(
          fields -> {
            personal.ifPresent(data -> data.protect(fields));
            row(fields).ifPresent(rows::add);
          });
      long micros = live.map(fields -> (Long) fields[time]).orElse(LiveViews.NO_TIME);
      reached.merge(
          record.getInt(0), new Reached(next, live.isPresent() ? next : 0, micros), Reached::and);
    }
    progress.add(reached);
    return rows.iterator();
  }

  private static Optional<Object[]> live(Row record, RecordDecoder decoder) {
    if (record.getBoolean(4)) {
      return Optional.empty();
    }
    long kafkaMicros = record.getLong(2);
    byte[] value = record.isNullAt(3) ? null : (byte[]) record.get(3);
    Decoded decoded = decoder.decode(value, Math.floorDiv(kafkaMicros, 1000L));
    return decoded instanceof Valid valid
            && !LiveViews.isAhead(valid.eventTimeMicros(), kafkaMicros)
        ? Optional.of(valid.values())
        : Optional.empty();
  }

  static Timestamp timestamp(long micros) {
    return Timestamp.from(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
