package io.millrace.streaming.fraud;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.FraudRows;
import io.millrace.streaming.FeedCompanion;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.live.LiveQuery;
import java.util.List;

/** The tables of scores and alerts, for the application that lands payments to fill. */
public final class FraudTablesPlan implements FeedCompanion.Plan {

  private final FeedContext context;

  private FraudTablesPlan(FeedContext context) {
    this.context = context;
  }

  /** Of the feed of payments, where it is wanted and has what rules read. */
  public static List<FeedCompanion.Plan> of(FeedContext context) {
    boolean wanted = context.settings().streaming().fraud().fillsTables();
    return wanted && !FraudRows.tables(context.declaration().get().feed()).isEmpty()
        ? List.of(new FraudTablesPlan(context))
        : List.of();
  }

  @Override
  public String name() {
    return "fraud-tables";
  }

  @Override
  public FeedCompanion start() throws Exception {
    FraudTablesBeginning beginning =
        new FraudTablesBeginning(
            name(),
            context.declaration(),
            context.settings().brokers(),
            FraudOutputs.LIVE,
            OutputLog.of(context, FraudRows.LOG, List.of(FraudRows.SCORES, FraudRows.ALERTS)),
            context.settings().streaming().live().commit(),
            context.clock());
    return LiveQuery.start(name(), beginning, context.clock());
  }
}
