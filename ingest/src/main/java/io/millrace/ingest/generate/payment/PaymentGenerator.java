package io.millrace.ingest.generate.payment;

import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.InvalidSettingsException;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.Timeline;
import io.millrace.model.feed.Feed;
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
  private final OptionalInt wanted;

  /**
   * @param accounts how many there are, 200 to 5,000,000, about 60 bytes of memory each; empty for
   *     as many as pay eight times a day, at most 500,000
   */
  public PaymentGenerator(FraudSettings fraud, OptionalInt accounts) {
    this.fraud = fraud;
    this.wanted = accounts;
    int size = accounts.orElse(LEAST_ACCOUNTS);
    if (size < LEAST_ACCOUNTS || size > MOST_ACCOUNTS) {
      throw new InvalidSettingsException(
          List.of("accounts is " + size + "; legal: " + LEAST_ACCOUNTS + " to " + MOST_ACCOUNTS));
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
    return new PaymentSource(feed, timeline, seed, fraud, size);
  }
}
