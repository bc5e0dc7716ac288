package io.millrace.ingest.generate.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The rules' definitions, each written down plainly over all that came before: slow, and
 * independent of the generator.
 */
final class PlainRules {
  private PlainRules() {}

  /**
   * Whether that rule fires.
   *
   * @param rule by its name
   * @param history of the account (of the merchant for MERCHANT_BURST), in order, that payment the
   *     last
   */
  static boolean fires(FraudKind rule, List<Paid> history) {
    Paid now = history.get(history.size() - 1);
    List<Paid> before = history.subList(0, history.size() - 1);
    return switch (rule) {
      case HIGH_AMOUNT -> now.amount() > 5_000;
      case VELOCITY_COUNT -> within(history, now, Duration.ofMinutes(5)).size() >= 5;
      case VELOCITY_AMOUNT ->
          within(history, now, Duration.ofHours(1)).stream().mapToDouble(Paid::amount).sum()
              > 10_000;
      case IMPOSSIBLE_TRAVEL -> impossible(now, before);
      case CARD_TESTING ->
          now.amount() > 200
              && within(before, now, Duration.ofMinutes(30)).stream()
                      .filter(p -> p.amount() < 5)
                      .count()
                  >= 3;
      case STRUCTURING ->
          isJustBelow(now)
              && within(history, now, Duration.ofHours(24)).stream()
                      .filter(PlainRules::isJustBelow)
                      .count()
                  >= 3;
      case UNUSUAL_AMOUNT -> before.size() >= 10 && now.amount() > unusual(before);
      case NEW_MERCHANT_LARGE ->
          now.amount() > p95(before)
              && before.stream().noneMatch(p -> p.merchant().equals(now.merchant()));
      case NEW_DEVICE ->
          now.device() != null
              && now.amount() > p95(before)
              && before.stream().noneMatch(p -> now.device().equals(p.device()));
      case NEW_COUNTRY ->
          now.amount() > p95(before)
              && before.stream().noneMatch(p -> p.country().equals(now.country()));
      case NIGHT_OWL -> now.amount() > 500 && before.stream().noneMatch(p -> hour(p) == hour(now));
      case MERCHANT_BURST -> {
        List<Paid> lately = within(history, now, Duration.ofMinutes(10));
        long refused = lately.stream().filter(Paid::refused).count();
        yield lately.size() >= 10 && refused * 2 > lately.size();
      }
      case NO_BROWSING -> throw new IllegalArgumentException("looks at page views");
    };
  }

  /**
   * Whether NO_BROWSING fires at a payment of an order.
   *
   * @param views when its user viewed pages, at any time
   */
  static boolean viewedNothing(Instant paid, List<Instant> views) {
    Instant from = paid.minus(Duration.ofMinutes(30));
    return views.stream().noneMatch(view -> !view.isBefore(from) && !view.isAfter(paid));
  }

  private static boolean impossible(Paid now, List<Paid> before) {
    if (!now.channel().equals("card_present")) {
      return false;
    }
    for (int i = before.size() - 1; i >= 0; i--) {
      Paid last = before.get(i);
      if (last.channel().equals("card_present")) {
        double km = km(last, now);
        double hours = Duration.between(last.time(), now.time()).toNanos() / 3.6e12;
        return km > 500 && km / hours > 900;
      }
    }
    return false;
  }

  private static List<Paid> within(List<Paid> payments, Paid now, Duration window) {
    return payments.stream().filter(p -> !p.time().isBefore(now.time().minus(window))).toList();
  }

  private static boolean isJustBelow(Paid paid) {
    return paid.amount() >= 4_500 && paid.amount() < 5_000;
  }

  private static double unusual(List<Paid> before) {
    double mean = before.stream().mapToDouble(Paid::amount).average().orElseThrow();
    double variance =
        before.stream()
            .mapToDouble(p -> (p.amount() - mean) * (p.amount() - mean))
            .average()
            .orElseThrow();
    return mean + 4 * Math.sqrt(variance);
  }

  private static double p95(List<Paid> before) {
    if (before.isEmpty()) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sorted = before.stream().mapToDouble(Paid::amount).sorted().toArray();
    return sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
  }

  private static int hour(Paid paid) {
    return paid.time().atOffset(java.time.ZoneOffset.UTC).getHour();
  }

  /** By the spherical law of cosines, where the generator takes the haversine. */
  private static double km(Paid a, Paid b) {
    double cosine =
        Math.sin(Math.toRadians(a.latitude())) * Math.sin(Math.toRadians(b.latitude()))
            + Math.cos(Math.toRadians(a.latitude()))
                * Math.cos(Math.toRadians(b.latitude()))
                * Math.cos(Math.toRadians(b.longitude() - a.longitude()));
    return 6_371 * Math.acos(Math.max(-1, Math.min(1, cosine)));
  }
}
