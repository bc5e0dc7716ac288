package io.millrace.streaming.health;

import io.millrace.model.health.HealthView;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.MetastoreCatalog;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.TopicOffsets;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveLog;
import io.millrace.streaming.live.MetricsTopic;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.conf.HiveConf;

/** The health of a feed, for the application that lands it to start. */
public final class HealthPlan implements FeedCompanion.Plan {

  /** Each commit is a file, and nobody compacts these: twelve an hour and feed. */
  private static final Duration BETWEEN_COMMITS = Duration.ofMinutes(5);

  private final FeedContext context;

  private HealthPlan(FeedContext context) {
    this.context = context;
  }

  /** Every feed has one, unless no live views are wanted. */
  public static List<FeedCompanion.Plan> of(FeedContext context) {
    return context.settings().streaming().live().views() == LiveSettings.Views.ALL
        ? List.of(new HealthPlan(context))
        : List.of();
  }

  @Override
  public String name() {
    return "health-" + context.paths().feed();
  }

  @Override
  public FeedCompanion start() {
    String feed = context.paths().feed();
    Configuration hadoop = context.spark().sparkContext().hadoopConfiguration();
    LandingPaths paths = LandingPaths.liveShared(context.paths().root(), "health_" + feed);
    PartitionCatalog catalog =
        MetastoreCatalog.connect(new HiveConf(hadoop, HealthPlan.class), paths);
    TopicOffsets offsets =
        new TopicOffsets(context.settings().brokers(), context.declaration().get().feed().topic());
    MetricsTopic metrics = MetricsTopic.connect(context.settings().brokers());
    try {
      LiveCommitter committer =
          LiveCommitter.open(
              LiveLog.of(context, paths, catalog, List.of(HealthView.SHAPE.table())),
              hadoop,
              context.clock(),
              UUID.randomUUID().toString());
      LiveSettings live = context.settings().streaming().live();
      return FeedHealth.begin(
          context.files(),
          context.paths(),
          new HealthSurroundings(
              committer,
              offsets::latest,
              new Topic(metrics),
              List.of(metrics::close, offsets::close, catalog::close)),
          new FeedHealth.Pace(live.revise(), BETWEEN_COMMITS),
          context.clock());
    } catch (RuntimeException e) {
      metrics.close();
      offsets.close();
      catalog.close();
      throw e;
    }
  }

  private record Topic(MetricsTopic topic) implements HealthMetrics {
    @Override
    public void revision(String key, String value) {
      topic.revision(key, value);
    }

    @Override
    public void last(String key, String value) {
      topic.last(key, value);
    }

    @Override
    public void retry() {
      topic.retry();
    }
  }
}
