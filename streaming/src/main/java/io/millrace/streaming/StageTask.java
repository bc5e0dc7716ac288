package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RefusalReason;
import io.millrace.model.record.Refused;
import io.millrace.model.record.RowBuffer;
import io.millrace.model.run.RunRecord;
import io.millrace.streaming.TaskReport.HourKey;
import io.millrace.streaming.TaskReport.PartitionTally;
import io.millrace.streaming.TaskReport.StagedFile;
import io.millrace.streaming.parquet.ColumnWriter;
import io.millrace.streaming.parquet.RowFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Stages the records of a task in one pass: decodes each, and writes it to its hour's file or to
 * quarantine with the reason and its original bytes, as is one of a day that is dropped. Personal
 * data is hashed or dropped as the feed says, for producers that did not; not so in quarantine,
 * whose bytes are those that were sent. Files of an attempt that fails are never reported and are
 * cleared away with the staging folder.
 */
final class StageTask implements FlatMapFunction<Iterator<InternalRow>, TaskReport> {

  /** The columns that a batch must have, in this order. */
  static final String[] INPUT = {"partition", "offset", "timestamp", "value", "headers"};

  private static final byte[] RUN_HEADER = RunRecord.HEADER.getBytes(StandardCharsets.UTF_8);

  private static final long HOUR_MICROS = 3_600_000_000L;

  private final Declaration declaration;
  private final KeptFrom kept;
  private final String staging;
  private final long ingestMicros;
  private final Broadcast<SerializableConfiguration> configuration;

  StageTask(
      Declaration declaration,
      KeptFrom kept,
      String staging,
      long ingestMicros,
      Broadcast<SerializableConfiguration> configuration) {
    this.declaration = declaration;
    this.kept = kept;
    this.staging = staging;
    this.ingestMicros = ingestMicros;
    this.configuration = configuration;
  }

  @Override
  public Iterator<TaskReport> call(Iterator<InternalRow> rows) throws IOException {
    if (!rows.hasNext()) {
      return List.<TaskReport>of().iterator();
    }
    return List.of(new Pass().stage(rows)).iterator();
  }

  private final class Pass {
    private final Feed feed = declaration.feed();
    private final int eventTime = feed.indexOf(feed.eventTimeField());
    private final long keptMicros = kept.firstMicros();
    private final RecordDecoder decoder = declaration.decoder();
    private final Optional<PersonalData> personal = declaration.personalData();
    private final Map<Integer, PartitionTally> partitions = new HashMap<>();
    private final Map<HourKey, HourRows> hours = new HashMap<>();
    private final RowBuffer record = new RowBuffer(feed);
    private final ArrivalTally arrivals = new ArrivalTally(ingestMicros);
    private final OpenFiles raw;
    private final OpenFiles quarantine;
    private long unknownSchemas;
    private HourRows hour;
    private RowFile hourFile;

    Pass() {
      Configuration hadoop = configuration.value().value();
      String folder = staging + "/task-" + TaskContext.get().taskAttemptId();
      raw =
          new OpenFiles(
              name -> new Path(folder, "raw-" + name + ".parquet"),
              LandedColumns.raw(feed),
              hadoop);
      quarantine =
          new OpenFiles(
              name -> new Path(folder, "quarantine-" + name + ".parquet"),
              LandedColumns.QUARANTINE,
              hadoop);
    }

    TaskReport stage(Iterator<InternalRow> rows) throws IOException {
      while (rows.hasNext()) {
        stage(rows.next());
      }
      List<StagedFile> files = new ArrayList<>(raw.finish());
      files.addAll(quarantine.finish());
      Map<HourKey, Long> rowsByHour = new HashMap<>();
      hours.forEach((key, counted) -> rowsByHour.put(key, counted.rows));
      return new TaskReport(partitions, rowsByHour, List.copyOf(files), arrivals, unknownSchemas);
    }

    private void stage(InternalRow row) throws IOException {
      int partition = row.getInt(0);
      long offset = row.getLong(1);
      long kafkaMicros = row.getLong(2);
      byte[] value = row.isNullAt(3) ? null : row.getBinary(3);
      PartitionTally tally = partitions.computeIfAbsent(partition, p -> new PartitionTally());
      Refused refused = decoder.decode(value, Math.floorDiv(kafkaMicros, 1000L), record);
      if (refused == null && record.number(eventTime) < keptMicros) {
        refused = kept.tooOld(feed.eventTimeField());
      }
      if (refused == null) {
        String run = row.isNullAt(4) ? null : runOf(row.getArray(4));
        long eventMicros = record.number(eventTime);
        long hourMicros = Math.floorDiv(eventMicros, HOUR_MICROS) * HOUR_MICROS;
        tally.addLanded(offset, eventMicros, run == null);
        arrivals.addLanded(
            partition, kafkaMicros, value.length, eventMicros, hourMicros, run == null);
        land(run, hourMicros, partition, offset, kafkaMicros);
      } else {
        tally.addQuarantined(offset);
        arrivals.addQuarantined(partition, kafkaMicros, value == null ? 0 : value.length);
        unknownSchemas += refused.reason() == RefusalReason.UNKNOWN_SCHEMA ? 1 : 0;
        quarantine.write(
            new OpenFiles.Key(kept.quarantineDay(EventHour.ofMicros(kafkaMicros).dt()), null),
            new Object[] {
              feed.topic(),
              partition,
              offset,
              kafkaMicros,
              ingestMicros,
              refused.reason().name(),
              refused.field(),
              refused.detail(),
              value,
              refused.rule()
            });
      }
    }

    private void land(String run, long hourMicros, int partition, long offset, long kafkaMicros)
        throws IOException {
      // Neighbours on a topic are mostly of the same hour.
      if (hour == null || hour.micros != hourMicros || !Objects.equals(hour.run, run)) {
        hour =
            hours.computeIfAbsent(
                new HourKey(run, hourMicros), key -> new HourRows(run, hourMicros));
        hourFile = raw.file(hour.file);
      }
      hour.rows++;
      personal.ifPresent(data -> data.protect(record));
      int fields = record.size();
      for (int i = 0; i < fields; i++) {
        write(i, hourFile.column(i));
      }
      hourFile.column(fields).add(partition);
      hourFile.column(fields + 1).add(offset);
      hourFile.column(fields + 2).add(kafkaMicros);
      hourFile.column(fields + 3).add(ingestMicros);
      hourFile.endRow();
    }

    private void write(int field, ColumnWriter column) {
      if (!record.has(field)) {
        column.addNull();
        return;
      }
      switch (record.type(field)) {
        case STRING ->
            column.add(record.textIn(field), record.textFrom(field), record.textLength(field));
        case DOUBLE -> column.add(record.floating(field));
        case INT, LONG, BOOLEAN, MONEY, TIMESTAMP, DATE -> column.add(record.number(field));
      }
    }

    private static String runOf(ArrayData headers) {
      for (int i = 0; i < headers.numElements(); i++) {
        InternalRow header = headers.getStruct(i, 2);
        if (Arrays.equals(header.getUTF8String(0).getBytes(), RUN_HEADER) && !header.isNullAt(1)) {
          return new String(header.getBinary(1), StandardCharsets.UTF_8);
        }
      }
      return null;
    }
  }

  /** An hour of event time of one run, and how many rows it has got. */
  private static final class HourRows {
    private final String run;
    private final long micros;
    private final OpenFiles.Key file;
    private long rows;

    HourRows(String run, long micros) {
      EventHour hour = EventHour.ofMicros(micros);
      this.run = run;
      this.micros = micros;
      this.file = new OpenFiles.Key(hour.dt(), hour.hour());
    }
  }
}
