package io.millrace.streaming.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LiveWatermark;
import io.millrace.model.live.BoardSettings;
import io.millrace.model.live.LiveMetricJson;
import io.millrace.model.live.LiveViews;
import io.millrace.model.live.WindowBoard;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.HdfsFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/** Puts an attempt together from what the log says. */
final class LiveBeginning implements LiveQuery.Beginning {

  /**
   * By how much Spark keeps panes longer than the windows need them: partitions are not read at the
   * same pace, and Spark's watermark goes by the fastest, the windows' by the slowest.
   */
  private static final Duration SLACK = Duration.ofMinutes(2);

  /** Revisions count from here on, by claim, so that those of a later attempt are greater. */
  private static final int REVISION_BITS = 32;

  private final String name;
  private final Supplier<Declaration> declared;
  private final SparkSession spark;
  private final HdfsFiles files;
  private final LandingPaths paths;
  private final LiveSurroundings surroundings;
  private final LiveSettings settings;
  private final Clock clock;

  /**
   * @param paths of the live log
   */
  LiveBeginning(
      String name,
      Supplier<Declaration> declared,
      SparkSession spark,
      HdfsFiles files,
      LandingPaths paths,
      LiveSurroundings surroundings,
      LiveSettings settings,
      Clock clock) {
    this.name = name;
    this.declared = declared;
    this.spark = spark;
    this.files = files;
    this.paths = paths;
    this.surroundings = surroundings;
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public List<Declaration> declarations() {
    return List.of(declared.get());
  }

  @Override
  public LiveQuery.Attempt attempt(List<Declaration> declarations) throws Exception {
    Declaration declaration = declarations.get(0);
    String attempt = UUID.randomUUID().toString();
    ScratchFolder scratch = new ScratchFolder(files, paths, attempt);
    LiveResources resources =
        new LiveResources(
            surroundings.source(declaration.feed(), settings.trigger()),
            surroundings.metrics(),
            surroundings.catalog(),
            scratch);
    try {
      LiveCommitter committer =
          LiveCommitter.open(
              surroundings.log(resources.catalog(), LiveViews.of(declaration.feed()).tables()),
              spark.sparkContext().hadoopConfiguration(),
              clock,
              attempt);
      scratch.clearOthers();
      return start(declaration, resources, committer);
    } catch (Exception e) {
      resources.close();
      throw e;
    }
  }

  private LiveAttempt start(
      Declaration declaration, LiveResources resources, LiveCommitter committer) throws Exception {
    Feed feed = declaration.feed();
    Map<Integer, Long> ends = resources.source().endOffsets();
    Map<Integer, Long> start =
        LiveStart.offsets(committer.rebuildFrom(), resources.source().firstOffsets(), ends);
    WindowBoard board =
        new WindowBoard(
            LiveViews.of(feed),
            new BoardSettings(
                settings.revise(), committer.finalUntil(), committer.claim() << REVISION_BITS));
    LiveWindows windows =
        new LiveWindows(
            feed.topic(),
            board,
            new PartitionTimes(new LiveWatermark(settings.lateness(), feed.idleTimeout()), start),
            new RebuildMarks(start),
            ends,
            resources.metrics(),
            new LiveMetricJson(feed.name()));
    SparkSession session = PaneQuery.session(spark);
    ReadProgress progress = new ReadProgress();
    session.sparkContext().register(progress, name);
    LiveAttempt attempt =
        new LiveAttempt(name, resources, committer, windows, progress, settings.commit(), clock);
    // the query's thread inherits it: views and landing share the executors
    session.sparkContext().setLocalProperty("spark.scheduler.pool", name);
    PaneQuery query =
        new PaneQuery(
            name, settings.trigger(), settings.lateness().plus(feed.idleTimeout()).plus(SLACK));
    attempt.runs(
        query.start(
            query.panes(resources.source().records(session, start), declaration, progress),
            resources.scratch().path(),
            (batch, id) -> attempt.take(batch)));
    return attempt;
  }
}
