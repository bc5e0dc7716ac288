package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.second.SecondAlertRows;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.live.LiveQuery;
import java.util.List;

/** The second stage of fraud rules, for the application that lands payments to start. */
public final class SecondStagePlan implements FeedCompanion.Plan {

  private final FeedContext context;

  private SecondStagePlan(FeedContext context) {
    this.context = context;
  }

  /** Of the feed of payments, where tables of scores and alerts are wanted. */
  public static List<FeedCompanion.Plan> of(FeedContext context) {
    boolean wanted = context.settings().streaming().fraud().fillsTables();
    return wanted && SecondAlertRows.table(context.declaration().get().feed()).isPresent()
        ? List.of(new SecondStagePlan(context))
        : List.of();
  }

  @Override
  public String name() {
    return "fraud-second-stage";
  }

  @Override
  public FeedCompanion start() throws Exception {
    SecondStageBeginning beginning =
        new SecondStageBeginning(
            name(),
            context.declaration(),
            context.settings().brokers(),
            FraudOutputs.LIVE,
            OutputLog.of(context, SecondAlertRows.LOG, List.of(SecondAlertRows.TABLE)),
            context.settings().streaming().live(),
            context.clock());
    return LiveQuery.start(name(), beginning, context.clock());
  }
}
