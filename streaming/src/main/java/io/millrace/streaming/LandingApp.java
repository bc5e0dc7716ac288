package io.millrace.streaming;

import io.millrace.model.landing.Landing;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStore;
import io.millrace.streaming.compact.CompactionPlan;
import io.millrace.streaming.compact.HourBacklog;
import io.millrace.streaming.fraud.BrowsingAlerts;
import io.millrace.streaming.fraud.FraudPlan;
import io.millrace.streaming.fraud.FraudTablesPlan;
import io.millrace.streaming.fraud.SecondAlertPlan;
import io.millrace.streaming.fraud.SecondStagePlan;
import io.millrace.streaming.health.HealthPlan;
import io.millrace.streaming.live.LivePlan;
import io.millrace.streaming.live.PaymentContextPlan;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lands every declared feed: Kafka to time-partitioned Parquet that Hive reads exactly once. Runs
 * on YARN until it is asked to stop or cannot go on; YARN then starts another attempt, which takes
 * over from the commit log alone.
 */
public final class LandingApp {

  private static final Logger LOG = LoggerFactory.getLogger(LandingApp.class);

  /** What runs beside a feed's landing, each kind none or several of a feed. */
  private static final List<Function<FeedContext, List<FeedCompanion.Plan>>> COMPANIONS =
      List.of(
          LivePlan::of,
          context -> PaymentContextPlan.of(context, () -> BrowsingAlerts.of(context)),
          FraudPlan::of,
          FraudTablesPlan::of,
          SecondStagePlan::of,
          SecondAlertPlan::of,
          HealthPlan::of);

  private final LandingSettings settings;
  private final SparkSession spark;
  private final HdfsFiles files;
  private final Clock clock;
  private final UnaryOperator<LandingStore> decoration;
  // of all feeds, one at a time compacts
  private final Semaphore compacting = new Semaphore(1);

  private LandingApp(
      LandingSettings settings,
      SparkSession spark,
      HdfsFiles files,
      Clock clock,
      UnaryOperator<LandingStore> decoration) {
    this.settings = settings;
    this.spark = spark;
    this.files = files;
    this.clock = clock;
    this.decoration = decoration;
  }

  public static void main(String[] args) throws Exception {
    land(LandingSettings.parse(args), UnaryOperator.identity());
  }

  /**
   * Lands until it is asked to stop, or another driver has taken a feed over.
   *
   * @param decoration put around each feed's store; a driver that is to be broken stops in there
   * @throws IllegalStateException if every feed has stopped by itself
   */
  static void land(LandingSettings settings, UnaryOperator<LandingStore> decoration)
      throws Exception {
    SparkSession spark = SparkSession.builder().appName("millrace-streaming").getOrCreate();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    FileContext context = FileContext.getFileContext(new Path(settings.root()).toUri(), hadoop);
    LandingApp app =
        new LandingApp(settings, spark, new HdfsFiles(context), Clock.systemUTC(), decoration);
    boolean ended;
    try {
      ended = app.run();
    } catch (Exception e) {
      FencedException fenced = FencedException.in(e).orElseThrow(() -> e);
      // another attempt would fence that driver in turn, and so on without end
      LOG.error("{}; it is for good: another application lands", fenced.getMessage());
      ended = true;
    }
    spark.stop();
    if (!ended) {
      throw new IllegalStateException("landing ended by itself; the log above says why");
    }
  }

  private boolean run() throws Exception {
    String attempt = UUID.randomUUID().toString();
    DeclaredFeeds declared =
        new DeclaredFeeds(files, settings.feeds(), LandingPaths.salt(settings.root()));
    FeedRuns feeds =
        new FeedRuns(
            declared,
            settings::lands,
            (paths, found) ->
                feedRun(
                    new DeclarationInUse(declared, files, paths, found), declared, paths, attempt),
            files,
            settings.root());
    StatusFile status = StatusFile.of(files, settings.root(), spark.sparkContext(), clock);
    try (LandingLoop loop = new LandingLoop(feeds, files, settings.root(), status)) {
      return loop.run(spark);
    }
  }

  private FeedRun feedRun(
      DeclarationInUse declaration, DeclaredFeeds declared, LandingPaths paths, String attempt) {
    HiveConf hive = new HiveConf(spark.sparkContext().hadoopConfiguration(), LandingApp.class);
    MetastoreCatalog catalog = MetastoreCatalog.connect(hive, paths);
    HdfsLandingStore store = new HdfsLandingStore(files, paths, catalog, clock);
    HourBacklog backlog = new HourBacklog();
    HourFolders folders = new HourFolders(catalog, paths, backlog);
    HourCloser closer = new HourCloser(paths, files, store, catalog, clock);
    FeedLander lander =
        new FeedLander(
            declaration,
            new Landing(decoration.apply(store), clock),
            new BatchStager(
                paths,
                folders,
                settings.streaming().batches().tasks(),
                clock,
                new JavaSparkContext(spark.sparkContext())),
            closer,
            folders,
            new GapOrder(files, store, paths),
            new LogRetention(paths, files, catalog, clock),
            new LandingMeter(paths.feed(), new BatchLimit(settings.streaming().batches()), clock),
            clock,
            attempt);
    FeedContext context =
        new FeedContext(
            spark,
            files,
            paths,
            lander::declaration,
            declared::following,
            settings,
            attempt,
            clock);
    CompactionPlan compaction =
        new CompactionPlan(
            "compaction-" + paths.feed(),
            context,
            new LandedHours(lander, closer, paths),
            backlog,
            () -> MetastoreHours.connect(hive),
            compacting);
    List<CompanionRun> companions =
        Stream.concat(
                Stream.of(compaction),
                COMPANIONS.stream().flatMap(kind -> kind.apply(context).stream()))
            .map(plan -> new CompanionRun(plan, CompanionRun.BackOff.STANDARD, clock))
            .toList();
    return new FeedRun(
        lander, new FeedQuery(settings, lander), paths.stopped(), catalog, companions);
  }
}
