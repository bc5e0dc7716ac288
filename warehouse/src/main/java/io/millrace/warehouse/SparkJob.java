package io.millrace.warehouse;

import io.millrace.warehouse.curate.RowCounter;
import io.millrace.warehouse.curate.StagedChecks;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionUse;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.quality.QualityFile;
import io.millrace.warehouse.quality.QualityLog;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.run.JobRun;
import io.millrace.warehouse.run.JobRunLog;
import io.millrace.warehouse.run.OpsFiles;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * What every Spark application of the warehouse does around its work: one session, a row of {@code
 * ops.job_runs}, and the results of its checks in {@code ops.quality}, however it ends.
 *
 * @param name of the job, in lower case
 * @param span for people: what it computes
 * @param partitions what it computes, each day or hour
 * @param root folder of the warehouse
 * @param quality file of what is asked of tables; empty for nothing
 */
record SparkJob(
    String name,
    String span,
    List<String> partitions,
    String root,
    Generation generation,
    Optional<String> quality,
    Caller caller) {

  /** One that computes days and publishes nothing that is checked. */
  static SparkJob unchecked(
      String name, Days days, String root, Generation generation, Caller caller) {
    return new SparkJob(
        name,
        days.toString(),
        days.list().stream().map(LocalDate::toString).toList(),
        root,
        generation,
        Optional.empty(),
        caller);
  }

  /** The job's own part. */
  interface Work {
    void run(
        SparkSession spark, FileSystem files, StagedChecks checks, PartitionUse use, Clock clock)
        throws IOException, PublishException;
  }

  /** The part of a job that finds out what it computes, which it tells. */
  interface FindingWork {
    void run(
        SparkSession spark,
        FileSystem files,
        StagedChecks checks,
        PartitionUse use,
        Clock clock,
        Consumer<List<String>> found)
        throws IOException, PublishException;
  }

  /**
   * Runs it.
   *
   * @throws PublishException what the work throws; YARN shows the sentence as the application's
   *     diagnostics
   */
  void run(Work work) throws IOException, PublishException {
    run((spark, files, checks, use, clock, found) -> work.run(spark, files, checks, use, clock));
  }

  /** Runs one that finds out what it computes. */
  void run(FindingWork work) throws IOException, PublishException {
    try (SparkSession spark = session(name, span)) {
      run(spark, work);
    }
  }

  private void run(SparkSession spark, FindingWork work) throws IOException, PublishException {
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    FileSystem files = new Path(root).getFileSystem(configuration);
    Clock clock = Clock.systemUTC();
    JobRun run =
        JobRun.begun(
            name,
            caller,
            generation,
            partitions,
            Optional.of(spark.sparkContext().applicationId()),
            clock.instant());
    QualityLog log =
        new QualityLog(new OpsFiles(files, configuration, root, "quality", spark::sql));
    PartitionUse use = new PartitionUse();
    new JobRunLog(new OpsFiles(files, configuration, root, "job_runs", spark::sql), use, clock)
        .record(
            run,
            RowCounter.of(spark)::rows,
            found -> {
              StagedChecks checks =
                  new StagedChecks(spark, QualityFile.read(files, quality), clock);
              try {
                work.run(spark, files, checks, use, clock, found);
              } finally {
                log.write(run, checks.results(), clock.instant());
              }
            });
  }

  /** The session of a job. */
  private static SparkSession session(String name, String span) {
    return SparkSession.builder()
        .appName("millrace-%s %s".formatted(name, span))
        .enableHiveSupport()
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        // Listing an hour's folder takes milliseconds; a job that does it takes seconds.
        .config("spark.sql.sources.parallelPartitionDiscovery.threshold", "1000")
        .config("spark.sql.adaptive.advisoryPartitionSizeInBytes", "256m")
        .config("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .getOrCreate();
  }
}
