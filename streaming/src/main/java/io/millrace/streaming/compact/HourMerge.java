package io.millrace.streaming.compact;

import io.millrace.model.landing.HourFiles;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.StagedCompaction;
import io.millrace.streaming.parquet.Column;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Merges an hour's files by Spark tasks, one after another, so that compaction never has more than
 * one of the executors' cores.
 */
public final class HourMerge {

  private static final String POOL = "compaction";

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> configuration;
  private final Clock clock;
  private final String jobGroup;
  private volatile boolean cancelled;

  /**
   * @param jobGroup a name that no other job has
   */
  public HourMerge(JavaSparkContext spark, String jobGroup, Clock clock) {
    this.spark = spark;
    this.configuration =
        spark.broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    this.clock = clock;
    this.jobGroup = jobGroup;
  }

  /**
   * Merges each group into one file.
   *
   * @param place where to write them
   * @param folder where readers are to find them
   * @return files that nobody reads yet
   * @throws CancellationException if it was cancelled
   * @throws IllegalArgumentException if the inputs do not have the rows that the metastore counts
   */
  StagedCompaction run(
      HourFiles hour,
      List<List<StoredInput>> groups,
      List<Column> columns,
      String place,
      String folder) {
    Instant start = clock.instant();
    MergeTask task = new MergeTask(columns, place, configuration);
    List<LandedFile> files = new ArrayList<>();
    spark.setJobGroup(
        jobGroup, "compacts %s dt=%s hour=%s".formatted(hour.table(), hour.dt(), hour.hour()));
    spark.setLocalProperty("spark.scheduler.pool", POOL);
    for (List<StoredInput> group : groups) {
      if (cancelled) {
        throw new CancellationException("the merge was cancelled");
      }
      MergeTask.Merged merged =
          spark.parallelize(List.of(new MergeTask.Group(group)), 1).map(task).collect().get(0);
      files.add(landed(hour, merged, folder, files.size()));
    }
    List<String> replaced = groups.stream().flatMap(List::stream).map(StoredInput::path).toList();
    return new StagedCompaction(
        hour, replaced, folder, files, Duration.between(start, clock.instant()));
  }

  boolean isCancelled() {
    return cancelled;
  }

  /** Makes what is under way end, and nothing begin. */
  public void cancel() {
    cancelled = true;
    spark.sc().cancelJobGroup(jobGroup);
  }

  /** Numbered before every later batch, and after none of the files that it replaces. */
  private static LandedFile landed(
      HourFiles hour, MergeTask.Merged merged, String folder, int number) {
    String path = folder + "/" + LandingPaths.fileName(hour.lastSeq(), number);
    return new LandedFile(
        LandedFile.Zone.RAW,
        hour.dt(),
        hour.hour(),
        merged.path(),
        path,
        merged.rows(),
        merged.bytes());
  }
}
