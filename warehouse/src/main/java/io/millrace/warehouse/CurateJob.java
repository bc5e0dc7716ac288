package io.millrace.warehouse;

import io.millrace.model.feed.Feed;
import io.millrace.model.funnel.Funnel;
import io.millrace.model.funnel.Funnels;
import io.millrace.warehouse.curate.AppliedFeeds;
import io.millrace.warehouse.curate.Curation;
import io.millrace.warehouse.curate.DayTables;
import io.millrace.warehouse.curate.RowCounter;
import io.millrace.warehouse.path.VisitorMarts;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.run.JobRun;
import io.millrace.warehouse.run.JobRunLog;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark application that curates hours and days: {@code raw.<feed>} to {@code dw.<feed>} for
 * every feed that is applied, or for some, and {@code dw.sessions} of the days; then, of the days,
 * the marts that need an algorithm. All hours and days of a call are one application. It may be
 * called again at any time, for any of them, in any order.
 */
public final class CurateJob {

  private CurateJob() {}

  /**
   * Runs it.
   *
   * @throws InvalidArgumentsException with a sentence for everything that is wrong with the call
   * @throws PublishException when a table is missing, a feed is not applied or the metastore
   *     refuses; YARN shows the sentence as the application's diagnostics
   */
  public static void main(String[] args)
      throws IOException, InvalidArgumentsException, PublishException {
    CurateArguments arguments = CurateArguments.parse(args);
    try (SparkSession spark = session(arguments)) {
      FileSystem files =
          new Path(arguments.root()).getFileSystem(spark.sparkContext().hadoopConfiguration());
      Clock clock = Clock.systemUTC();
      new JobRunLog(
              files,
              spark.sparkContext().hadoopConfiguration(),
              arguments.root(),
              spark::sql,
              clock)
          .record(
              JobRun.begun(
                  "curate",
                  arguments.caller(),
                  arguments.generation(),
                  arguments.partitions(),
                  Optional.of(spark.sparkContext().applicationId()),
                  clock.instant()),
              RowCounter.of(spark)::rows,
              () -> curate(spark, files, arguments, clock));
    }
  }

  private static void curate(
      SparkSession spark, FileSystem files, CurateArguments arguments, Clock clock)
      throws IOException, PublishException {
    Optional<List<Funnel>> funnels = funnels(arguments, files);
    List<Feed> feeds = AppliedFeeds.read(files, arguments.root(), arguments.feeds());
    Generation generation = arguments.generation().attempt();
    new Curation(spark, arguments.root(), generation, arguments.grace(), clock)
        .run(feeds, arguments.scope(), arguments.rule());
    if (arguments.days().isPresent()
        && feeds.stream().anyMatch(feed -> feed.name().equals(VisitorMarts.FEED))) {
      new VisitorMarts(new DayTables(spark, arguments.root(), generation, arguments.grace(), clock))
          .run(arguments.days().get().list(), funnels, arguments.rule(), arguments.paths());
    }
  }

  /** Reads them before anything is computed, so that what is wrong with them is told at once. */
  private static Optional<List<Funnel>> funnels(CurateArguments arguments, FileSystem files)
      throws IOException, PublishException {
    if (arguments.funnels().isEmpty()) {
      return Optional.empty();
    }
    Path file = new Path(arguments.funnels().get());
    try (InputStream in = files.open(file)) {
      return Optional.of(
          Funnels.parse(file.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (FileNotFoundException e) {
      throw new PublishException("There is no file %s, which --funnels names.".formatted(file), e);
    }
  }

  private static SparkSession session(CurateArguments arguments) {
    return SparkSession.builder()
        .appName("millrace-curate " + arguments.span())
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
