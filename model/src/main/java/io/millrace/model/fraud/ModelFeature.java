package io.millrace.model.fraud;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a model may look at of a payment and what its account did before. Each is a number; what is
 * not known has the feature's own stated one. All spans are event time, and counts of payments
 * include the one that is evaluated. Which category, merchant, device or country is new is not
 * known before the model has seen ten payments of the account. The order is that of the values
 * which a {@link ModelListener} is given.
 */
public enum ModelFeature {
  /** The natural logarithm of 1 + the amount in the base currency. */
  AMOUNT_LOG(-1),
  /** The amount divided by the mean of the account's earlier ones, 1,000 at most. */
  AMOUNT_TO_MEAN(-1),
  /** How many standard deviations the amount is above that mean, from -100 to 100. */
  AMOUNT_DEVIATIONS(0),
  /** The share of the account's earlier amounts that are smaller, 0 to 1. */
  AMOUNT_RANK(-1),
  /** {@link #AMOUNT_LOG} minus the mean of it in the merchant's category, as the model knows it. */
  AMOUNT_TO_CATEGORY(0),
  /** The share of fraud in the merchant's category, as the model knows it. */
  CATEGORY_FRAUD(-1),
  /** 1 for a merchant's category that is none of those the account used last, else 0. */
  CATEGORY_NEW(-1),
  /** 1 for a merchant that is none of those the account used last, else 0. */
  MERCHANT_NEW(-1),
  /** 1 for a device that is none of those the account used last, else 0. */
  DEVICE_NEW(-1),
  /** 1 for a country that is none of those the account used last, else 0. */
  COUNTRY_NEW(-1),
  /** Payments within an hour. */
  PAYMENTS_1H(0),
  /** Payments within a day. */
  PAYMENTS_1D(0),
  /** Payments within seven days. */
  PAYMENTS_7D(0),
  /** As {@link #AMOUNT_LOG}, of the sum within an hour. */
  SPENT_1H_LOG(0),
  /** As {@link #AMOUNT_LOG}, of the sum within a day. */
  SPENT_1D_LOG(0),
  /** The sum within a day divided by the daily mean of seven days, this one included. */
  SPENT_1D_TO_WEEK(-1),
  /** Hours between the account's latest payment and this one, 10,000 at most. */
  HOURS_SINCE_LAST(-1),
  /** Kilometres from the place of the account's latest payment that has one. */
  KILOMETRES(-1),
  /** The speed from there to here in kilometres per hour, 100,000 at most. */
  KILOMETRES_PER_HOUR(-1),
  /** The hour of the day in UTC, 0 to 23. */
  HOUR(0),
  /** Hours between that and noon, 0 to 12: great at night. */
  HOURS_FROM_NOON(0),
  /** 1 at an hour of the day at which none of the account's earlier payments was made, else 0. */
  HOUR_NEW(0),
  /** The day of the week, 1 for Monday to 7. */
  WEEKDAY(0),
  /** Days since the first payment that the model saw of the account. */
  MEMORY_DAYS(0),
  /** The account's payments before this one. */
  PAYMENTS_BEFORE(0),
  /** 1 where no card is present: online and transfers; else 0. */
  REMOTE(-1),
  /** 1 for a refused payment, else 0. */
  REFUSED(-1),
  /** How many of the rules fired. */
  RULES_FIRED(0);

  private static final ModelFeature[] ALL = values();

  private final double missing;

  ModelFeature(double missing) {
    this.missing = missing;
  }

  /** The number that stands where the feature is not known. */
  public double missing() {
    return missing;
  }

  /** As models and explanations name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Where it stands among a payment's values, from 0 on. */
  @SuppressWarnings("EnumOrdinal") // the order is declared to be that of the values
  public int place() {
    return ordinal();
  }

  static int count() {
    return ALL.length;
  }

  static ModelFeature at(int place) {
    return ALL[place];
  }

  /** The feature of that key; null for any other text. */
  public static ModelFeature of(String key) {
    return Arrays.stream(ALL).filter(f -> f.key().equals(key)).findFirst().orElse(null);
  }
}
