package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.GenerationPlan;
import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.SeededRandom;
import io.millrace.ingest.generate.Timeline;
import io.millrace.model.feed.Feed;
import java.util.List;

/**
 * Generates the page views of the users whose payments another generation makes by the same plan
 * and seed: some before each payment of an order, none before those of {@link
 * FraudKind#NO_BROWSING}.
 */
public final class BrowsingGenerator implements Generator {
  private final PaymentGenerator payments;
  private final Feed transactions;
  private final GenerationPlan plan;

  /**
   * @param payments with {@link Orders#BROWSED}
   * @param transactions the feed of payments
   * @param plan of the payments: page views are those of as many
   */
  public BrowsingGenerator(PaymentGenerator payments, Feed transactions, GenerationPlan plan) {
    this.payments = payments;
    this.transactions = transactions;
    this.plan = plan;
  }

  @Override
  public String feed() {
    return "activity";
  }

  @Override
  public List<String> counted() {
    return List.of("site", "event_type", "page");
  }

  @Override
  public double usualPerSecond() {
    return payments.usualPerSecond();
  }

  @Override
  public RecordSource source(Feed feed, Timeline timeline, long seed) {
    return new BrowsingSource(
        feed,
        transactions,
        plan.limited(payments.source(transactions, timeline, seed)),
        timeline.start(),
        new SeededRandom(seed).named("browsing"));
  }
}
