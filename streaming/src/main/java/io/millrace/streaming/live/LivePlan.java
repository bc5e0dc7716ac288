package io.millrace.streaming.live;

import io.millrace.model.landing.LandingPaths;
import io.millrace.model.live.LiveViews;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FeedContext;
import java.util.List;

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
            context.declaration(),
            context.spark(),
            context.files(),
            paths,
            new ClusterSurroundings(context, paths),
            context.settings().streaming().live(),
            context.clock());
    return LiveQuery.start(name(), beginning, context.clock());
  }
}
