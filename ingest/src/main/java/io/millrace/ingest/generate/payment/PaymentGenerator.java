package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.InvalidSettingsException;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.Timeline;
import io.millrace.model.feed.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Generates payments, some of which are fraud. */
public final class PaymentGenerator implements Generator {
  private static final double PER_SECOND = 0.4;
  private static final int SECONDS_BETWEEN_PAYMENTS = 10_800;
  private static final int LEAST_SECONDS_BETWEEN_PAYMENTS = 240;
  private static final int LEAST_ACCOUNTS = 200;
  private static final int USUAL_MOST_ACCOUNTS = 500_000;
  private static final int MOST_ACCOUNTS = 5_000_000;

  private final FraudSettings fraud;
  private final Orders orders;
  private final OptionalInt wanted;

  /** Payments without orders; accounts as below. */
  public PaymentGenerator(FraudSettings fraud, OptionalInt accounts) {
    this(fraud, Orders.NONE, accounts);
  }

  /**
   * @param accounts how many there are, 200 to 5,000,000, about 60 bytes of memory each, and as
   *     much again while {@link BrowsingGenerator} goes through the same payments; empty for as
   *     many as pay eight times a day, at most 500,000
   * @throws InvalidSettingsException when there are others, or fraud of a kind that there cannot be
   *     without orders
   */
  public PaymentGenerator(FraudSettings fraud, Orders orders, OptionalInt accounts) {
    this.fraud = fraud;
    this.orders = orders;
    this.wanted = accounts;
    List<String> problems = new ArrayList<>();
    int size = accounts.orElse(LEAST_ACCOUNTS);
    if (size < LEAST_ACCOUNTS || size > MOST_ACCOUNTS) {
      problems.add("accounts is " + size + "; legal: " + LEAST_ACCOUNTS + " to " + MOST_ACCOUNTS);
    }
    fraud.mix().keySet().stream()
        .filter(kind -> fraud.weight(kind) > 0 && !orders.kinds().contains(kind))
        .map(
            kind -> "fraud mix has " + kind + ", which is of orders; legal: together with browsing")
        .forEach(problems::add);
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
  }

  @Override
  public String feed() {
    return "transactions";
  }

  @Override
  public List<String> counted() {
    return List.of(
        "department",
        "merchant_category",
        "payment_method",
        "channel",
        "status",
        "country",
        "city",
        "is_fraud");
  }

  @Override
  public double usualPerSecond() {
    return PER_SECOND;
  }

  /**
   * {@inheritDoc}
   *
   * @throws InvalidSettingsException when there are too few accounts for the density: none could
   *     have habits, and all would look like fraud
   */
  @Override
  public RecordSource source(Feed feed, Timeline timeline, long seed) {
    double usual = timeline.perSecond() * SECONDS_BETWEEN_PAYMENTS;
    int size =
        wanted.orElse(
            (int) Math.max(LEAST_ACCOUNTS, Math.min(USUAL_MOST_ACCOUNTS, Math.ceil(usual))));
    double least = Math.ceil(timeline.perSecond() * LEAST_SECONDS_BETWEEN_PAYMENTS);
    if (size < least) {
      throw new InvalidSettingsException(
          List.of(
              "accounts is "
                  + size
                  + " for "
                  + timeline.perSecond()
                  + " payments a second of event time; legal: "
                  + (long) least
                  + " or more accounts, or a smaller rate"));
    }
    return new PaymentSource(feed, timeline, seed, fraud, orders, size);
  }
}
