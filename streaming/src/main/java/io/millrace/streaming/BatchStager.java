package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.BatchRange;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.HourCount;
import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandedFile.Zone;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.landing.StagedBatch;
import io.millrace.streaming.TaskReport.HourKey;
import io.millrace.streaming.TaskReport.PartitionTally;
import io.millrace.streaming.TaskReport.StagedFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.SerializableConfiguration;

/** Runs a batch's staging tasks and puts together what they report. */
final class BatchStager {

  /**
   * A batch as it was staged with one version of the declaration.
   *
   * @param batch empty if there were no records
   * @param unknownSchemas records refused since their schema is none of that version's or earlier
   */
  record Staged(Optional<StagedBatch> batch, long unknownSchemas) {}

  private static final long LEAST_RECORDS_A_TASK = 100_000;

  private final LandingPaths paths;
  private final HourFolders folders;
  private final int tasks;
  private final Clock clock;
  private final Broadcast<SerializableConfiguration> configuration;

  /**
   * @param tasks into how many files at most the rows of one hour go, of a batch that is large
   */
  BatchStager(
      LandingPaths paths,
      HourFolders folders,
      int tasks,
      Clock clock,
      JavaSparkContext sparkContext) {
    this.paths = paths;
    this.folders = folders;
    this.tasks = tasks;
    this.clock = clock;
    this.configuration =
        sparkContext.broadcast(new SerializableConfiguration(sparkContext.hadoopConfiguration()));
  }

  /**
   * Stages a batch.
   *
   * @param batch with the columns {@link StageTask#INPUT}
   * @param declaration that says what the records are
   * @param kept from which days on the feed is kept
   * @param seq the sequence number that the batch will ask for
   * @param closed whether an hour is closed already
   * @throws LandingStoppedException if a range has holes
   */
  Staged stage(
      Dataset<Row> batch,
      Declaration declaration,
      KeptFrom kept,
      long seq,
      String attempt,
      Predicate<EventHour> closed) {
    Instant start = clock.instant();
    String staging = paths.staging(seq, attempt) + "/" + UUID.randomUUID();
    StageTask task =
        new StageTask(
            declaration,
            kept,
            staging,
            ChronoUnit.MICROS.between(Instant.EPOCH, start),
            configuration);
    RDD<InternalRow> records = BatchRecords.of(batch);
    List<TaskReport> reports =
        records
            .toJavaRDD()
            .coalesce(tasksFor(BatchRecords.count(records)))
            .mapPartitions(task)
            .collect();
    if (reports.isEmpty()) {
      return new Staged(Optional.empty(), 0);
    }
    return new Staged(
        Optional.of(assemble(declaration.feed(), reports, seq, closed, start)),
        reports.stream().mapToLong(TaskReport::unknownSchemas).sum());
  }

  /** A second task, and file of an hour, is worth its while only when both have enough to do. */
  private int tasksFor(OptionalLong records) {
    long worthwhile = records.orElse(Long.MAX_VALUE) / LEAST_RECORDS_A_TASK;
    return (int) Math.max(1, Math.min(tasks, worthwhile));
  }

  private StagedBatch assemble(
      Feed feed, List<TaskReport> reports, long seq, Predicate<EventHour> closed, Instant start) {
    Map<Integer, PartitionTally> partitions = new TreeMap<>();
    Map<HourKey, Long> hours = new HashMap<>();
    List<StagedFile> files = new ArrayList<>();
    ArrivalTally arrivals = new ArrivalTally(ChronoUnit.MICROS.between(Instant.EPOCH, start));
    for (TaskReport report : reports) {
      arrivals.merge(report.arrivals());
      report.partitions().forEach((p, tally) -> partitions.merge(p, tally, PartitionTally::merge));
      report.hours().forEach((hour, rows) -> hours.merge(hour, rows, Long::sum));
      files.addAll(report.files());
    }
    return new StagedBatch(
            ranges(feed.topic(), partitions),
            name(files, seq),
            count(hours, closed),
            least(partitions, PartitionTally::hasLanded, PartitionTally::earliestEvent),
            greatest(partitions),
            least(partitions, PartitionTally::hasLive, PartitionTally::earliestLive),
            latestLive(partitions),
            Duration.between(start, clock.instant()))
        .arrived(arrivals.arrived(closed));
  }

  private static List<BatchRange> ranges(String topic, Map<Integer, PartitionTally> partitions) {
    List<BatchRange> ranges = new ArrayList<>();
    partitions.forEach(
        (partition, tally) -> {
          long records = tally.landed() + tally.quarantined();
          long offsets = tally.untilOffset() - tally.fromOffset();
          if (records != offsets) {
            throw new LandingStoppedException(
                "topic %s, partition %d: offsets [%d, %d) hold %d records; a feed's topic must be neither compacted nor transactional"
                    .formatted(topic, partition, tally.fromOffset(), tally.untilOffset(), records));
          }
          ranges.add(
              new BatchRange(
                  partition,
                  tally.fromOffset(),
                  tally.untilOffset(),
                  tally.landed(),
                  tally.quarantined()));
        });
    return ranges;
  }

  private List<LandedFile> name(List<StagedFile> files, long seq) {
    List<StagedFile> ordered = new ArrayList<>(files);
    ordered.sort(Comparator.comparing(StagedFile::path));
    List<LandedFile> named = new ArrayList<>();
    for (StagedFile file : ordered) {
      boolean raw = file.hour() != null;
      int number = named.size();
      named.add(
          new LandedFile(
              raw ? Zone.RAW : Zone.QUARANTINE,
              file.dt(),
              file.hour(),
              file.path(),
              raw
                  ? folders.raw(file.dt(), file.hour()) + "/" + LandingPaths.fileName(seq, number)
                  : paths.quarantineFile(file.dt(), seq, number),
              file.rows(),
              file.bytes()));
    }
    return named;
  }

  private static List<HourCount> count(Map<HourKey, Long> hours, Predicate<EventHour> closed) {
    Map<Long, Boolean> late = new HashMap<>();
    List<HourCount> counts = new ArrayList<>();
    hours.forEach(
        (key, rows) -> {
          EventHour hour = EventHour.ofMicros(key.hourMicros());
          counts.add(
              new HourCount(
                  key.run(),
                  hour.dt(),
                  hour.hour(),
                  rows,
                  late.computeIfAbsent(key.hourMicros(), micros -> closed.test(hour))));
        });
    counts.sort(
        Comparator.comparing(HourCount::eventHour)
            .thenComparing(HourCount::run, Comparator.nullsFirst(Comparator.naturalOrder())));
    return counts;
  }

  private static Optional<Instant> least(
      Map<Integer, PartitionTally> partitions,
      Predicate<PartitionTally> has,
      ToLongFunction<PartitionTally> micros) {
    return partitions.values().stream()
        .filter(has)
        .map(tally -> instant(micros.applyAsLong(tally)))
        .min(Comparator.naturalOrder());
  }

  private static Optional<Instant> greatest(Map<Integer, PartitionTally> partitions) {
    return partitions.values().stream()
        .filter(PartitionTally::hasLanded)
        .map(tally -> instant(tally.latestEvent()))
        .max(Comparator.naturalOrder());
  }

  private static Map<Integer, Instant> latestLive(Map<Integer, PartitionTally> partitions) {
    Map<Integer, Instant> latest = new TreeMap<>();
    partitions.forEach(
        (partition, tally) -> {
          if (tally.hasLive()) {
            latest.put(partition, instant(tally.latestLive()));
          }
        });
    return latest;
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
