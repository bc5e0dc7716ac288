package io.millrace.streaming.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.live.PaymentContext;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FeedContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The context of payments, for the application that lands transactions to start. Without the feed
 * activity there is none; the stream that is started after that feed was applied has it.
 */
public final class PaymentContextPlan implements FeedCompanion.Plan {

  private static final String PAYMENTS = "transactions";
  private static final String BROWSING = "activity";

  private final FeedContext context;
  private final Supplier<Optional<Declaration>> activity;
  private final Supplier<ContextAlerts> alerts;

  private PaymentContextPlan(
      FeedContext context,
      Supplier<Optional<Declaration>> activity,
      Supplier<ContextAlerts> alerts) {
    this.context = context;
    this.activity = activity;
    this.alerts = alerts;
  }

  /**
   * Of the feed transactions, where it is wanted and both feeds have what it reads.
   *
   * @param alerts on payments whose context is final
   */
  public static List<FeedCompanion.Plan> of(FeedContext context, Supplier<ContextAlerts> alerts) {
    boolean wanted =
        context.settings().streaming().live().views() == LiveSettings.Views.ALL
            && context.paths().feed().equals(PAYMENTS);
    if (!wanted) {
      return List.of();
    }
    Supplier<Optional<Declaration>> activity = context.others().apply(BROWSING);
    Feed transactions = context.declaration().get().feed();
    boolean possible =
        activity.get().flatMap(to -> PaymentContext.of(transactions, to.feed())).isPresent();
    return possible ? List.of(new PaymentContextPlan(context, activity, alerts)) : List.of();
  }

  @Override
  public String name() {
    return PaymentContextBeginning.NAME;
  }

  @Override
  public FeedCompanion start() throws Exception {
    LandingPaths paths = LandingPaths.live(context.paths().root(), PaymentContext.TABLE.name());
    return LiveQuery.start(
        name(),
        new PaymentContextBeginning(
            context.spark(),
            context.files(),
            paths,
            context.declaration(),
            () -> activity.get().orElseThrow(),
            new ClusterSurroundings(context, paths),
            alerts,
            context.settings().streaming().live(),
            context.clock()),
        context.clock());
  }
}
