package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.streaming.FraudSettings;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.live.LiveQuery;
import java.util.List;

/** The host of fraud rules, for the application that lands payments to start. */
public final class FraudPlan implements FeedCompanion.Plan {

  private final FeedContext context;

  private FraudPlan(FeedContext context) {
    this.context = context;
  }

  /** Of the feed of payments, where it is wanted. */
  public static List<FeedCompanion.Plan> of(FeedContext context) {
    boolean wanted = context.settings().streaming().fraud().host() != FraudSettings.Host.NONE;
    return wanted && context.paths().feed().equals(PaymentFields.FEED)
        ? List.of(new FraudPlan(context))
        : List.of();
  }

  @Override
  public String name() {
    return isLive() ? "fraud" : "fraud-shadow";
  }

  @Override
  public FeedCompanion start() throws Exception {
    String file = context.settings().fraudRules();
    FraudBeginning beginning =
        new FraudBeginning(
            name(),
            context.declaration(),
            () -> new RuleText(file, text(file)),
            context.spark(),
            new FraudBeginning.Place(
                context.settings().brokers(),
                isLive() ? FraudOutputs.LIVE : FraudOutputs.SHADOW,
                context.files(),
                LandingPaths.live(context.paths().root(), name())),
            BatchPublisher::producer,
            context.settings().streaming().fraud(),
            context.clock());
    return LiveQuery.start(name(), beginning, context.clock());
  }

  private boolean isLive() {
    return context.settings().streaming().fraud().host() == FraudSettings.Host.LIVE;
  }

  private String text(String file) {
    return context
        .files()
        .read(file)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "there are no fraud rules at %s; `millrace stream start` puts them there"
                        .formatted(file)));
  }
}
