package io.millrace.model.fraud;

import io.millrace.model.geo.GreatCircle;
import io.millrace.model.state.Hash64;
import java.time.Duration;

/**
 * The features of a payment, from what is remembered of its account before it. The same bits on
 * every host.
 */
final class ModelFeatures {
  private static final long HOUR = Spans.micros(Duration.ofHours(1));
  private static final long DAY = Spans.micros(Duration.ofDays(1));
  private static final int DAYS_A_WEEK = 7;
  private static final long WEEK = DAYS_A_WEEK * DAY;
  private static final double UNIT = 10_000;
  private static final double GREATEST_RATIO = 1_000;
  private static final double MOST_DEVIATIONS = 100;
  private static final double MOST_HOURS = 10_000;
  private static final double GREATEST_SPEED = 100_000;

  /** Of a speed, so that payments at the same moment have one. */
  private static final double LEAST_HOURS = 1.0 / 3_600;

  private static final int NOON = 12;

  /** Payments of an account that the model must have seen before it calls anything new. */
  private static final int NEW_AFTER = 10;

  /** 1970-01-01 was a Thursday. */
  private static final int FIRST_WEEKDAY = 4;

  private final FraudModel model;
  private final long remembered;

  ModelFeatures(FraudModel model, long lateness) {
    this.model = model;
    this.remembered = WEEK + lateness;
  }

  /** By {@link ModelFeature#place}; notes the payment in the state. */
  double[] of(Situation now, ModelState state) {
    double[] values = new double[ModelFeature.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = ModelFeature.at(i).missing();
    }
    amount(now, values);
    uses(now.payment, state, values);
    windows(now, state, values);
    place(now.payment, state.place, values);
    time(now, state, values);
    Payment payment = now.payment;
    if (payment.channel() != null) {
      boolean isRemote = payment.channel().equals("online") || payment.channel().equals("transfer");
      set(values, ModelFeature.REMOTE, isRemote ? 1 : 0);
    }
    if (payment.status() != null) {
      set(values, ModelFeature.REFUSED, payment.status().equals("refused") ? 1 : 0);
    }
    set(values, ModelFeature.PAYMENTS_BEFORE, (double) (now.account.arrivals - 1));
    set(values, ModelFeature.RULES_FIRED, now.fired());
    state.seen++;
    return values;
  }

  private void amount(Situation now, double[] values) {
    String name = now.payment.merchantCategory();
    FraudModel.Category category =
        name == null ? null : model.categories().getOrDefault(name, model.usual());
    if (category != null) {
      set(values, ModelFeature.CATEGORY_FRAUD, category.fraud());
    }
    if (now.base == Amounts.UNKNOWN) {
      return;
    }
    double log = log(now.base);
    set(values, ModelFeature.AMOUNT_LOG, log);
    if (category != null) {
      set(values, ModelFeature.AMOUNT_TO_CATEGORY, log - category.amount());
    }
    AmountMoments moments = now.account.moments;
    if (moments.mean() > 0) {
      set(values, ModelFeature.AMOUNT_TO_MEAN, Math.min(GREATEST_RATIO, now.base / moments.mean()));
    }
    double deviation = moments.deviation();
    if (deviation > 0) {
      double deviations = (now.base - moments.mean()) / deviation;
      set(
          values,
          ModelFeature.AMOUNT_DEVIATIONS,
          Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, deviations)));
    }
    if (moments.count() > 0) {
      set(values, ModelFeature.AMOUNT_RANK, now.account.amounts.shareBelow(now.base));
    }
  }

  private static void uses(Payment payment, ModelState state, double[] values) {
    boolean isKnown = state.seen >= NEW_AFTER;
    use(values, ModelFeature.CATEGORY_NEW, isKnown, state.categories, payment.merchantCategory());
    use(values, ModelFeature.MERCHANT_NEW, isKnown, state.merchants, payment.merchant());
    use(values, ModelFeature.DEVICE_NEW, isKnown, state.devices, payment.deviceId());
    use(values, ModelFeature.COUNTRY_NEW, isKnown, state.countries, payment.country());
  }

  /** Notes a use; says whether it is the first where enough is known for that. */
  private static void use(
      double[] values, ModelFeature isNew, boolean isKnown, RecentValues used, String value) {
    if (value == null) {
      return;
    }
    boolean wasUsed = used.use(Hash64.of(value));
    if (isKnown) {
      set(values, isNew, wasUsed ? 0 : 1);
    }
  }

  private void windows(Situation now, ModelState state, double[] values) {
    long time = now.payment.micros();
    TimeWindow payments = state.payments;
    payments.dropBefore(now.account.clock - remembered);
    payments.add(time, now.base == Amounts.UNKNOWN ? 0 : now.base);
    now.requireComplete(payments, time - WEEK);
    set(values, ModelFeature.PAYMENTS_1H, payments.count(time - HOUR, time));
    set(values, ModelFeature.PAYMENTS_1D, payments.count(time - DAY, time));
    set(values, ModelFeature.PAYMENTS_7D, payments.count(time - WEEK, time));
    set(values, ModelFeature.SPENT_1H_LOG, log(payments.sum(time - HOUR, time)));
    long day = payments.sum(time - DAY, time);
    set(values, ModelFeature.SPENT_1D_LOG, log(day));
    long week = payments.sum(time - WEEK, time);
    if (week > 0) {
      set(values, ModelFeature.SPENT_1D_TO_WEEK, (double) DAYS_A_WEEK * day / week);
    }
  }

  private static void place(Payment payment, LastPlace last, double[] values) {
    if (!GreatCircle.isPlace(payment.latitude(), payment.longitude())) {
      return;
    }
    if (last.isKnown()) {
      double kilometres =
          GreatCircle.kilometres(
              last.latitude(), last.longitude(), payment.latitude(), payment.longitude());
      double hours = Math.abs((double) payment.micros() - last.time()) / HOUR;
      set(values, ModelFeature.KILOMETRES, kilometres);
      set(
          values,
          ModelFeature.KILOMETRES_PER_HOUR,
          Math.min(GREATEST_SPEED, kilometres / Math.max(LEAST_HOURS, hours)));
    }
    if (payment.micros() >= last.time()) {
      last.move(payment.micros(), payment.latitude(), payment.longitude());
    }
  }

  private static void time(Situation now, ModelState state, double[] values) {
    long time = now.payment.micros();
    if (state.first == Long.MIN_VALUE) {
      state.first = time;
      state.latest = time;
    } else {
      double hours = Math.abs((double) time - state.latest) / HOUR;
      set(values, ModelFeature.HOURS_SINCE_LAST, Math.min(MOST_HOURS, hours));
    }
    state.latest = Math.max(state.latest, time);
    int hour = AmountEvaluators.hour(time);
    set(values, ModelFeature.HOUR, hour);
    set(values, ModelFeature.HOURS_FROM_NOON, Math.abs(hour - NOON));
    set(values, ModelFeature.HOUR_NEW, (now.account.hours & 1 << hour) == 0 ? 1 : 0);
    long day = Math.floorDiv(time, DAY);
    set(values, ModelFeature.WEEKDAY, Math.floorMod(day + FIRST_WEEKDAY - 1, DAYS_A_WEEK) + 1);
    set(values, ModelFeature.MEMORY_DAYS, Math.max(0, ((double) time - state.first) / DAY));
  }

  private static double log(long amount) {
    return StrictMath.log1p(Math.max(0, amount) / UNIT);
  }

  private static void set(double[] values, ModelFeature feature, double value) {
    values[feature.place()] = value;
  }
}
