package io.millrace.streaming.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStore;
import io.millrace.model.live.LiveViews;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.HdfsLandingStore;
import io.millrace.streaming.MetastoreCatalog;
import io.millrace.streaming.PartitionCatalog;
import java.util.List;
import org.apache.hadoop.hive.conf.HiveConf;

/** The live views of a feed, for the application that lands it to start. */
public final class LivePlan implements FeedCompanion.Plan {

  private final FeedContext context;

  private LivePlan(FeedContext context) {
    this.context = context;
  }

  /** The feed's live views; none if it has none or they are not wanted. */
  public static List<FeedCompanion.Plan> of(FeedContext context) {
    boolean wanted = context.settings().streaming().live().views() == LiveSettings.Views.ALL;
    return wanted && !LiveViews.of(context.declaration().get().feed()).isEmpty()
        ? List.of(new LivePlan(context))
        : List.of();
  }

  @Override
  public String name() {
    return "live-" + context.paths().feed();
  }

  @Override
  public FeedCompanion start() throws Exception {
    LandingPaths paths = LandingPaths.live(context.paths().root(), context.paths().feed());
    LiveBeginning beginning =
        new LiveBeginning(
            name(),
            context.spark(),
            context.files(),
            paths,
            new Cluster(paths),
            context.settings().streaming().live(),
            context.clock());
    return LiveQuery.start(name(), context.declaration(), beginning, context.clock());
  }

  /** The real ones. */
  private final class Cluster implements LiveSurroundings {
    private final LandingPaths paths;

    Cluster(LandingPaths paths) {
      this.paths = paths;
    }

    @Override
    public LiveSource source(Feed feed) {
      return new TopicSource(
          context.settings().brokers(),
          feed.topic(),
          context.settings().streaming().live().maxOffsets());
    }

    @Override
    public MetricsTopic metrics() {
      return MetricsTopic.connect(context.settings().brokers());
    }

    @Override
    public PartitionCatalog catalog() {
      return MetastoreCatalog.connect(
          new HiveConf(context.spark().sparkContext().hadoopConfiguration(), LivePlan.class),
          paths);
    }

    @Override
    public LandingStore store(PartitionCatalog catalog) {
      return new HdfsLandingStore(context.files(), paths, catalog);
    }
  }
}
