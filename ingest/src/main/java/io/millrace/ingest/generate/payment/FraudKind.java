package io.millrace.ingest.generate.payment;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Kinds of fraud, each named as the rule that should see it. The bounds are those rules' defaults;
 * an injected payment that carries the label lies beyond them with some room.
 */
public enum FraudKind {
  /** An amount above 5,000. */
  HIGH_AMOUNT(1, 0),
  /** The fifth or a later payment within 5 minutes. */
  VELOCITY_COUNT(7, 0),
  /** More than 10,000 within an hour. */
  VELOCITY_AMOUNT(4.5, 0),
  /** The card is present in two places more than 500 km apart, faster than 900 km/h. */
  IMPOSSIBLE_TRAVEL(1, 0),
  /** Three or more payments under 5, then one above 200, within 30 minutes. */
  CARD_TESTING(4.5, 0),
  /** Three or more payments of 4,500 to 5,000 within 24 hours. */
  STRUCTURING(4, 0),
  /** An amount above the mean plus four standard deviations of the account's own. */
  UNUSUAL_AMOUNT(1, 20),
  /** A merchant that the account never paid, and an amount above 95 % of its payments. */
  NEW_MERCHANT_LARGE(1, 20),
  /** The same with a device. */
  NEW_DEVICE(1, 20),
  /** The same with a country. */
  NEW_COUNTRY(1, 20),
  /** More than 500 at an hour of the day (UTC) at which the account never paid. */
  NIGHT_OWL(1, 10),
  /** Ten or more payments to a merchant within 10 minutes, of which more than half are refused. */
  MERCHANT_BURST(17, 0),
  /**
   * A payment of an order whose user viewed no page in the 30 minutes before; only among payments
   * of orders, {@link Orders#BROWSED}.
   */
  NO_BROWSING(1, 0);

  private final double payments;
  private final int leastHistory;

  FraudKind(double payments, int leastHistory) {
    this.payments = payments;
    this.leastHistory = leastHistory;
  }

  /** How many fraudulent payments one case has on average. */
  double payments() {
    return payments;
  }

  /** How many payments an account must have made before. */
  int leastHistory() {
    return leastHistory;
  }

  /** Whether the case rests on an amount that is great only for the account. */
  boolean isRelative() {
    return leastHistory >= 20;
  }

  /** All names, comma-separated. */
  public static String legal() {
    return Arrays.stream(values()).map(FraudKind::name).collect(Collectors.joining(", "));
  }
}
