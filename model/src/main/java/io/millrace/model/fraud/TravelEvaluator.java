package io.millrace.model.fraud;

import io.millrace.model.geo.GreatCircle;
import io.millrace.model.state.StateInput;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Two places that nobody travels between in that time. A payment is held against the latest one
 * before it; a late payment against that one too, by the time between them, without taking its
 * place.
 */
final class TravelEvaluator implements RuleEvaluator<LastPlace> {
  private static final double MICROS_AN_HOUR = 3.6e9;

  /** Half the Earth's circumference, rounded up: no two places are further apart. */
  private static final double FURTHEST_KM = 20_016;

  private final Rule.ImpossibleTravel rule;

  TravelEvaluator(Rule.ImpossibleTravel rule) {
    this.rule = rule;
  }

  @Override
  public String evaluate(Situation now, LastPlace state) {
    Payment payment = now.payment;
    if (payment.channel() == null
        || !rule.channels().contains(payment.channel())
        || !GreatCircle.isPlace(payment.latitude(), payment.longitude())) {
      return null;
    }
    String found = state.isKnown() ? compare(payment, state) : null;
    if (payment.micros() >= state.time()) {
      state.move(payment.micros(), payment.latitude(), payment.longitude());
    }
    return found;
  }

  private String compare(Payment payment, LastPlace last) {
    double hours = Math.abs((double) payment.micros() - last.time()) / MICROS_AN_HOUR;
    double reachable = hours * rule.kilometresPerHour();
    boolean isSamePlace =
        payment.latitude() == last.latitude() && payment.longitude() == last.longitude();
    if (isSamePlace || reachable >= FURTHEST_KM) {
      return null;
    }
    double distance =
        GreatCircle.kilometres(
            last.latitude(), last.longitude(), payment.latitude(), payment.longitude());
    return distance > rule.kilometres() && distance > reachable
        ? String.format(
            Locale.ROOT,
            "%d km from the last place within %s, where %d km/h reach %d km",
            (long) StrictMath.rint(distance),
            Spans.text(Math.abs(payment.micros() - last.time())),
            rule.kilometresPerHour(),
            (long) StrictMath.rint(reachable))
        : null;
  }

  @Override
  public LastPlace fresh() {
    return new LastPlace();
  }

  @Override
  public LastPlace read(StateInput in) {
    return LastPlace.read(in);
  }

  @Override
  public String shape() {
    return new TreeSet<>(rule.channels()).toString();
  }
}
