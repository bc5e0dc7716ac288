package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.EventHour;
import io.millrace.model.privacy.PersonalData;
import io.millrace.model.record.Decoded;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.RefusalReason;
import io.millrace.model.record.Refused;
import io.millrace.model.record.Valid;
import io.millrace.model.run.RunRecord;
import io.millrace.streaming.TaskReport.HourKey;
import io.millrace.streaming.TaskReport.PartitionTally;
import io.millrace.streaming.TaskReport.StagedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
 * quarantine with the reason and its original bytes. Personal data is hashed or dropped as the feed
 * says, for producers that did not; not so in quarantine, whose bytes are those that were sent.
 * Files of an attempt that fails are never reported and are cleared away with the staging folder.
 */
final class StageTask implements FlatMapFunction<Iterator<InternalRow>, TaskReport> {

  /** The columns that a batch must have, in this order. */
  static final String[] INPUT = {"partition", "offset", "timestamp", "value", "headers"};

  private static final byte[] RUN_HEADER = RunRecord.HEADER.getBytes(StandardCharsets.UTF_8);

  private final Declaration declaration;
  private final String staging;
  private final long ingestMicros;
  private final Broadcast<SerializableConfiguration> configuration;

  StageTask(
      Declaration declaration,
      String staging,
      long ingestMicros,
      Broadcast<SerializableConfiguration> configuration) {
    this.declaration = declaration;
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
    private final RecordDecoder decoder = declaration.decoder();
    private final Optional<PersonalData> personal = declaration.personalData();
    private final Map<Integer, PartitionTally> partitions = new HashMap<>();
    private final Map<HourKey, Long> hours = new HashMap<>();
    private final Map<Long, OpenFiles.Key> rawKeys = new HashMap<>();
    private final ArrivalTally arrivals = new ArrivalTally(ingestMicros);
    private final OpenFiles raw;
    private final OpenFiles quarantine;
    private long unknownSchemas;

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
      return new TaskReport(partitions, hours, List.copyOf(files), arrivals, unknownSchemas);
    }

    private void stage(InternalRow row) throws IOException {
      int partition = row.getInt(0);
      long offset = row.getLong(1);
      long kafkaMicros = row.getLong(2);
      byte[] value = row.isNullAt(3) ? null : row.getBinary(3);
      PartitionTally tally = partitions.computeIfAbsent(partition, p -> new PartitionTally());
      Decoded decoded = decoder.decode(value, Math.floorDiv(kafkaMicros, 1000L));
      if (decoded instanceof Valid valid) {
        String run = row.isNullAt(4) ? null : runOf(row.getArray(4));
        tally.addLanded(offset, valid.eventTimeMicros(), run == null);
        long hourMicros = Math.floorDiv(valid.eventTimeMicros(), HOUR_MICROS) * HOUR_MICROS;
        arrivals.addLanded(
            partition, kafkaMicros, value.length, valid.eventTimeMicros(), hourMicros, run == null);
        land(valid, run, partition, offset, kafkaMicros, hourMicros);
      } else if (decoded instanceof Refused refused) {
        tally.addQuarantined(offset);
        arrivals.addQuarantined(partition, kafkaMicros, value == null ? 0 : value.length);
        unknownSchemas += refused.reason() == RefusalReason.UNKNOWN_SCHEMA ? 1 : 0;
        quarantine.write(
            new OpenFiles.Key(EventHour.ofMicros(kafkaMicros).dt(), null),
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

    private void land(
        Valid valid, String run, int partition, long offset, long kafkaMicros, long hourMicros)
        throws IOException {
      hours.merge(new HourKey(run, hourMicros), 1L, Long::sum);
      Object[] fields = valid.values();
      personal.ifPresent(data -> data.protect(fields));
      Object[] columns = Arrays.copyOf(fields, fields.length + LandedColumns.ORIGIN.size());
      columns[fields.length] = partition;
      columns[fields.length + 1] = offset;
      columns[fields.length + 2] = kafkaMicros;
      columns[fields.length + 3] = ingestMicros;
      raw.write(rawKeys.computeIfAbsent(hourMicros, Pass::rawKey), columns);
    }

    private static OpenFiles.Key rawKey(long hourMicros) {
      EventHour hour = EventHour.ofMicros(hourMicros);
      return new OpenFiles.Key(hour.dt(), hour.hour());
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

  private static final long HOUR_MICROS = 3_600_000_000L;
}
