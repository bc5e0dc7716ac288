package io.millrace.model.fraud;

import static io.millrace.model.fraud.Payments.at;
import static io.millrace.model.fraud.Payments.atMinute;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each rule alone, by cases that are reckoned by hand, at its bounds and beside them. */
class RulesTest {

  @Test
  void highAmountIsAboveTheLimitAndNotAtIt() {
    Desk desk = Desk.of("rules: {HIGH_AMOUNT: {limit: 5000}}");

    assertThat(desk.said(atMinute(0, "5000"))).isNull();
    assertThat(desk.said(atMinute(1, "5000.0001")))
        .isEqualTo("5000.0001 USD is above the limit of 5000 USD");
  }

  @Test
  void amountsOfOtherCurrenciesAreConvertedAndUnknownOnesAreMarked() {
    Desk desk = Desk.of("rules: {HIGH_AMOUNT: {limit: 5000}}");

    // 4545.4545 × 1.1 = 4999.99995, half a ten-thousandth up: 5000 and no more
    assertThat(desk.said(atMinute(0, "4545.4545").currency("EUR"))).isNull();
    assertThat(desk.said(atMinute(1, "4545.4546").currency("EUR")))
        .isEqualTo("4545.4546 EUR = 5000.0001 USD is above the limit of 5000 USD");
    assertThat(desk.pay(atMinute(2, "9000").currency("XTS")))
        .matches(e -> !e.isPriced() && e.findings().isEmpty());
    assertThat(desk.pay(atMinute(3, null))).matches(e -> !e.isPriced());
    assertThat(desk.said(atMinute(4, "99999999999.9999").currency("EUR")))
        .contains("= 100000000000 USD is above");
  }

  @Test
  void velocityCountsPaymentsWithinTheWindowItsEndsIncluded() {
    Desk desk = Desk.of("rules: {VELOCITY_COUNT: {windows: [{count: 5, within: PT5M}]}}");

    assertThat(
            desk.said(
                at(Duration.ofMillis(-1), "1"),
                atMinute(1, "1"),
                atMinute(2, "1"),
                atMinute(3, "1"),
                atMinute(5, "1")))
        .isNull();
    Desk other = Desk.of("rules: {VELOCITY_COUNT: {windows: [{count: 5, within: PT5M}]}}");
    assertThat(
            other.said(
                atMinute(0, "1"),
                atMinute(1, "1"),
                atMinute(2, "1"),
                atMinute(3, "1"),
                atMinute(5, "1")))
        .isEqualTo("5 payments within 5 min, where 5 are too many");
  }

  @Test
  void severalPairsOfCountAndWindowStandSideBySide() {
    Desk desk =
        Desk.of(
            "rules: {VELOCITY_COUNT: {windows:"
                + " [{count: 2, within: PT1M}, {count: 3, within: PT1H}]}}");

    assertThat(desk.said(atMinute(0, "1"), atMinute(10, "1"))).isNull();
    assertThat(desk.said(atMinute(20, "1")))
        .isEqualTo("3 payments within 1 h, where 3 are too many");
    assertThat(desk.said(at(Duration.ofSeconds(1_201), "1")))
        .isEqualTo(
            "2 payments within 1 min, where 2 are too many; "
                + "4 payments within 1 h, where 3 are too many");
  }

  @Test
  void velocitySumsAmountsWithinTheWindow() {
    Desk desk = Desk.of("rules: {VELOCITY_AMOUNT: {limit: 10000, within: PT1H}}");

    assertThat(desk.said(atMinute(0, "6000"), atMinute(60, "4000"))).isNull();
    assertThat(desk.said(atMinute(60, "0.01")))
        .isEqualTo("3 payments of 10000.01 USD within 1 h, above the limit of 10000 USD");
    // that of the beginning has left the window
    assertThat(desk.said(atMinute(61, "5999.99"))).isNull();
  }

  @Test
  void travelIsImpossibleWhenItIsFarAndTooFast() {
    String rule = "rules: {IMPOSSIBLE_TRAVEL: {kilometres_per_hour: 900, kilometres: 500}}";
    // along the equator a degree is 111.195 km: 8.0940° are 900.01 km, 4.5° are 500.4 km
    Payments start = atMinute(0, "10").in(0, 0);

    assertThat(Desk.of(rule).said(start, atMinute(60, "10").in(0, 8.0941)))
        .isEqualTo("900 km from the last place within 1 h, where 900 km/h reach 900 km");
    assertThat(Desk.of(rule).said(start, atMinute(60, "10").in(0, 8.093))).isNull();
    assertThat(Desk.of(rule).said(start, atMinute(1, "10").in(0, 4.5))).isNotNull();
    assertThat(Desk.of(rule).said(start, atMinute(1, "10").in(0, 4.49))).isNull();
    // a payment on the web says nothing of where the card is
    assertThat(Desk.of(rule).said(start, atMinute(1, "10"))).isNull();
    // at the same moment at two places
    assertThat(Desk.of(rule).said(start, start.id("other").in(0, 90))).isNotNull();
  }

  @Test
  void aLatePaymentElsewhereIsHeldAgainstTheLatestPlaceAndDoesNotBecomeIt() {
    Desk desk = Desk.of("rules: {IMPOSSIBLE_TRAVEL: {}}");
    desk.pay(atMinute(60, "10").in(0, 0));

    assertThat(desk.said(atMinute(0, "10").in(0, 60))).startsWith("6672 km");
    assertThat(desk.said(atMinute(61, "10").in(0, 0))).isNull();
  }

  @Test
  void cardTestingIsThreeSmallPaymentsAndThenALargeOne() {
    Desk desk =
        Desk.of(
            """
            rules:
              CARD_TESTING:
                kind: sequence
                within: PT30M
                steps:
                  - {name: test, times: 3, where: {amount_below: 5}}
                  - {name: charge, where: {amount_above: 200}}
            """);

    assertThat(desk.said(atMinute(0, "4.99"), atMinute(1, "1"), atMinute(30, "201"))).isNull();
    assertThat(desk.said(atMinute(29, "5"), atMinute(30, "202"))).isNull();
    assertThat(desk.said(atMinute(29, "2"), atMinute(30, "200"))).isNull();
    assertThat(desk.said(atMinute(30, "200.01")))
        .isEqualTo(
            "3 × test, then 1 × charge within 30 min, 30 min at most;"
                + " this one is of 200.01 USD");
    assertThat(desk.said(at(Duration.ofMillis(1_800_001), "300"))).isNull();
  }

  @Test
  void aSequenceOfSeveralStepsKeepsTheirOrder() {
    String rule =
        """
        rules:
          TAKEOVER:
            kind: sequence
            within: PT1H
            steps:
              - {name: refused, times: 2, where: {status: refused}}
              - {name: small, where: {amount_below: 2}}
              - {name: large, times: 2, where: {amount_above: 100, country: [US, CA]}}
        """;
    Payments refused1 = atMinute(0, "50").status("refused");
    Payments refused2 = atMinute(1, "50").status("refused");
    Payments small = atMinute(2, "1");

    Desk desk = Desk.of(rule);
    assertThat(desk.said(refused1, refused2, small, atMinute(3, "101"))).isNull();
    assertThat(desk.said(atMinute(4, "102").country("FR"))).isNull();
    assertThat(desk.said(atMinute(5, "103").country("CA")))
        .isEqualTo(
            "2 × refused, then 1 × small, then 2 × large within 5 min, 1 h at most;"
                + " this one is of 103 USD");
    // only one is refused before the small one, by event time
    Payments lastRefused = atMinute(3, "50").status("refused");
    Payments[] large = {atMinute(4, "101"), atMinute(5, "102")};
    assertThat(Desk.of(rule).said(refused1, small, lastRefused, large[0], large[1])).isNull();
    // by event time the order is right, though one arrived late
    assertThat(Desk.of(rule).said(refused1, small, refused2, large[0], large[1])).isNotNull();
  }

  @Test
  void structuringIsAgainAndAgainJustBelowTheLimit() {
    Desk desk =
        Desk.of("rules: {STRUCTURING: {limit: 5000, percent_below: 10, count: 3, within: P1D}}");

    assertThat(desk.said(atMinute(0, "4500"), atMinute(1, "4499.9999"), atMinute(2, "5000.0001")))
        .isNull();
    assertThat(desk.said(atMinute(3, "5000"))).isNull();
    assertThat(desk.said(atMinute(1_440, "4999")))
        .isEqualTo(
            "3 payments from 4500 to 5000 USD within 1 d, where 3 are too many;"
                + " this one is of 4999 USD");
    assertThat(desk.said(atMinute(1_444, "4999"))).isNull();
  }

  @Test
  void unusualIsAboveMeanAndDeviationsOfTheAccountsOwnHistory() {
    Desk desk =
        Desk.of("history_half_life: P3650D\nrules: {UNUSUAL_AMOUNT: {deviations: 4, after: 10}}");
    // nine payments, 10 and 20 in turn: too few to say
    IntStream.range(0, 9)
        .forEach(i -> desk.pay(at(Duration.ZERO, i % 2 == 0 ? "10" : "20").id("T" + i)));
    assertThat(desk.said(at(Duration.ZERO, "20").id("T9"))).isNull();

    // ten at the same moment, so that none weighs less: mean 15, deviation 5, bound 35
    assertThat(desk.said(at(Duration.ZERO, "35").id("T10"))).isNull();
  }

  @Test
  void unusualTellsItsNumbers() {
    Desk desk = Desk.of("rules: {UNUSUAL_AMOUNT: {deviations: 4, after: 10}}");
    IntStream.range(0, 10)
        .forEach(i -> desk.pay(at(Duration.ZERO, i % 2 == 0 ? "10" : "20").id("T" + i)));

    assertThat(desk.said(at(Duration.ZERO, "35.0001").id("T10")))
        .isEqualTo(
            "35.0001 USD is above the mean 15 plus 4 standard deviations of 5 of 10 earlier"
                + " payments");
  }

  @Test
  void historyDecaysByHalfAHalfLifeLater() {
    AmountMoments moments = new AmountMoments();
    moments.add(100, 0, 1_000);
    moments.add(400, 1_000, 1_000);

    // weights 1/2 and 1: mean (50 + 400) / 1.5 = 300, variance (0.5·200² + 100²) / 1.5 = 20,000
    assertThat(moments.mean()).isEqualTo(300, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(moments.deviation())
        .isEqualTo(Math.sqrt(20_000), org.assertj.core.api.Assertions.within(1e-9));
    // a late one lets nothing decay: weights 1/2, 1, 1
    moments.add(100, 500, 1_000);
    assertThat(moments.mean()).isEqualTo(550 / 2.5, org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void firstUseFiresForALargeAmountOnly() {
    Desk desk =
        Desk.of(
            """
            rules:
              NEW_MERCHANT_LARGE: {kind: first_use, of: merchant, percentile: 95, after: 20}
              NEW_DEVICE: {kind: first_use, of: device, percentile: 95, after: 20}
              NEW_COUNTRY: {kind: first_use, of: country, percentile: 95, after: 20}
            """);
    for (int i = 1; i <= 19; i++) {
      assertThat(desk.fired(atMinute(i, "" + i).device("D1"))).isEmpty();
    }
    // nineteen earlier payments are one too few
    assertThat(desk.fired(atMinute(20, "1000").merchant("New 1").device("D1"))).isEmpty();
    // of 1 to 19 and 1000 the 95th percentile is the nineteenth, 19, in a bucket up to 19.0463
    assertThat(desk.fired(atMinute(21, "19").merchant("New 2").device("D1"))).isEmpty();
    assertThat(desk.fired(atMinute(22, "19.1").merchant("New 2").device("D1"))).isEmpty();
    assertThat(desk.fired(atMinute(23, "1100").merchant("New 3").device("D1")))
        .containsExactly("NEW_MERCHANT_LARGE");
    assertThat(desk.fired(atMinute(24, "1200").device("D2").country("FR")))
        .containsExactly("NEW_DEVICE", "NEW_COUNTRY");
    assertThat(desk.fired(atMinute(25, "1300").device("D2").country("FR"))).isEmpty();
  }

  @Test
  void nightOwlPaysMuchAtAnHourThatTheAccountNeverUsed() {
    Desk desk = Desk.of("rules: {NIGHT_OWL: {limit: 500, after: 10}}");
    IntStream.range(0, 10).forEach(i -> desk.pay(atMinute(i, "10")));

    assertThat(desk.said(atMinute(59, "501"))).isNull();
    assertThat(desk.said(atMinute(60, "500"))).isNull();
    assertThat(desk.said(atMinute(121, "501")))
        .isEqualTo(
            "501 USD is above 500 USD, from 14:00 to 14:59 UTC, when none of 12 earlier payments"
                + " was made");
    assertThat(desk.said(atMinute(122, "501"))).isNull();
  }
}
