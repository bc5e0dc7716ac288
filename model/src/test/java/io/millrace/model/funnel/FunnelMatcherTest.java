package io.millrace.model.funnel;

import static io.millrace.model.funnel.Happening.click;
import static io.millrace.model.funnel.Happening.micros;
import static io.millrace.model.funnel.Happening.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FunnelMatcherTest {

  private static final String PURCHASE =
      """
      funnels:
        - name: purchase
          mode: MODE
          count: COUNT
          window: PT1H
          segments: [device]
          steps:
            - {name: product, where: {event_type: page_view, page_prefix: /product/}}
            - {name: added, where: {event_type: click, element: add_to_cart}}
            - {name: cart, where: {event_type: page_view, page: /cart}}
      """;

  @Test
  void theAttemptThatGotFurthestCountsAndOfSeveralTheLast() {
    assertThat(
            follow(
                "loose",
                view("2026-03-01T10:00:00Z", "/product/1"),
                view("2026-03-01T10:05:00Z", "/product/2"),
                click("2026-03-01T10:06:00Z", "add_to_cart"),
                view("2026-03-01T10:30:00Z", "/product/3")))
        .singleElement()
        .extracting(Conversion::stepMicros)
        .isEqualTo(List.of(micros("2026-03-01T10:05:00Z"), micros("2026-03-01T10:06:00Z")));
  }

  @Test
  void theWindowIsMeasuredFromTheFirstStepAndItsEndBelongsToIt() {
    List<Conversion> inTime =
        follow(
            "loose",
            view("2026-03-01T10:00:00Z", "/product/1"),
            click("2026-03-01T10:50:00Z", "add_to_cart"),
            view("2026-03-01T11:00:00Z", "/cart"));
    List<Conversion> late =
        follow(
            "loose",
            view("2026-03-01T10:00:00Z", "/product/1"),
            click("2026-03-01T10:50:00Z", "add_to_cart"),
            view("2026-03-01T11:00:00.000001Z", "/cart"));

    assertThat(inTime).extracting(Conversion::reached).containsExactly(3);
    assertThat(late).extracting(Conversion::reached).containsExactly(2);
  }

  @Test
  void inStrictModeAnotherPageEndsTheAttemptButAnotherClickDoesNot() {
    List<Conversion> click =
        follow(
            "strict",
            view("2026-03-01T10:00:00Z", "/product/1"),
            click("2026-03-01T10:01:00Z", "photo"),
            click("2026-03-01T10:02:00Z", "add_to_cart"));
    List<Conversion> page =
        follow(
            "strict",
            view("2026-03-01T10:00:00Z", "/product/1"),
            view("2026-03-01T10:01:00Z", "/home"),
            click("2026-03-01T10:02:00Z", "add_to_cart"));

    assertThat(click).extracting(Conversion::reached).containsExactly(2);
    assertThat(page).extracting(Conversion::reached).containsExactly(1);
  }

  @Test
  void aWayOverMidnightCountsOnTheDayOfItsEntryAndEachDayHasItsOwn() {
    assertThat(
            follow(
                "loose",
                view("2026-03-01T23:50:00Z", "/product/1"),
                view("2026-03-02T00:05:00Z", "/product/2"),
                click("2026-03-02T00:10:00Z", "add_to_cart")))
        .extracting(c -> LocalDate.ofEpochDay(c.epochDay()) + " " + c.reached())
        .containsExactly("2026-03-01 2", "2026-03-02 2");
  }

  @Test
  void aSessionCountsOnceOnTheDayThatItStartsThoughItIsEnteredAfterMidnight() {
    FunnelMatcher matcher = new FunnelMatcher(purchase("loose", "session"));

    matcher.beginSession(LocalDate.parse("2026-03-01").toEpochDay());
    matcher.add(view("2026-03-01T23:50:00Z", "/home"));
    matcher.add(view("2026-03-02T00:05:00Z", "/product/2"));

    assertThat(matcher.end())
        .extracting(c -> LocalDate.ofEpochDay(c.epochDay()) + " " + c.reached())
        .containsExactly("2026-03-01 1");
  }

  @Test
  void segmentsAreThoseOfTheEntryAndMayBeUnknown() {
    Happening known =
        new Happening(
            micros("2026-03-01T10:00:00Z"),
            Map.of(
                EventField.EVENT_TYPE, "page_view",
                EventField.PAGE, "/product/1",
                EventField.DEVICE, "tablet"));

    assertThat(follow("loose", known, click("2026-03-01T10:01:00Z", "add_to_cart")))
        .extracting(Conversion::segments)
        .containsExactly(List.of(Optional.of("tablet")));
    assertThat(follow("loose", view("2026-03-01T10:00:00Z", "/product/1")))
        .extracting(Conversion::segments)
        .containsExactly(List.of(Optional.empty()));
  }

  @Test
  void anEventThatGoesBackInTimeIsRefused() {
    assertThatThrownBy(
            () ->
                follow(
                    "loose",
                    view("2026-03-01T10:00:00Z", "/product/1"),
                    view("2026-03-01T09:59:59Z", "/product/1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be in time order");
  }

  private static List<Conversion> follow(String mode, Happening... events) {
    FunnelMatcher matcher = new FunnelMatcher(purchase(mode, "visitor"));
    List.of(events).forEach(matcher::add);
    return matcher.end();
  }

  private static Funnel purchase(String mode, String counting) {
    return Funnels.parse("funnels.yaml", PURCHASE.replace("MODE", mode).replace("COUNT", counting))
        .funnels()
        .get(0);
  }
}
