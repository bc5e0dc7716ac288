package io.millrace.model.funnel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FunnelMatcherLawsTest {

  private static final long HOUR = 3_600_000_000L;
  private static final long START = Happening.micros("2026-03-01T20:00:00Z");

  @Property
  void onePassFindsWhatFollowingEveryAttemptFinds(
      @ForAll("funnels") Funnel funnel, @ForAll("visits") List<Happening> events) {
    assertThat(pass(funnel, events)).isEqualTo(NaiveFunnel.conversions(funnel, events));
  }

  @Property
  void aDayNeedsNoOtherEventsThanThoseOfTheDaysItIsSaidToDependOn(
      @ForAll("funnels") Funnel funnel, @ForAll("visits") List<Happening> events) {
    FunnelDays days = FunnelDays.of(List.of(funnel), Optional.empty());

    for (Conversion conversion : pass(funnel, events)) {
      LocalDate day = LocalDate.ofEpochDay(conversion.epochDay());
      Set<LocalDate> needed = days.eventDays(List.of(day));
      List<Happening> alone =
          events.stream().filter(event -> needed.contains(dayOf(event))).toList();

      assertThat(pass(funnel, alone)).contains(conversion);
    }
  }

  @Property
  void eventsOfADayChangeNoOtherDaysThanThoseItIsSaidToAffect(
      @ForAll("funnels") Funnel funnel, @ForAll("visits") List<Happening> events) {
    FunnelDays days = FunnelDays.of(List.of(funnel), Optional.empty());
    Map<Long, Conversion> all = byDay(pass(funnel, events));

    for (LocalDate gone : events.stream().map(FunnelMatcherLawsTest::dayOf).distinct().toList()) {
      Map<Long, Conversion> without =
          byDay(pass(funnel, events.stream().filter(event -> !dayOf(event).equals(gone)).toList()));

      days.affectedDays(List.of(gone))
          .forEach(
              day -> {
                all.remove(day.toEpochDay());
                without.remove(day.toEpochDay());
              });
      assertThat(without).isEqualTo(all);
      all.putAll(byDay(pass(funnel, events)));
    }
  }

  @Property
  void aMatcherThatEndedHasForgottenWhatItSaw(
      @ForAll("funnels") Funnel funnel,
      @ForAll("visits") List<Happening> first,
      @ForAll("visits") List<Happening> second) {
    FunnelMatcher matcher = new FunnelMatcher(funnel);

    first.forEach(matcher::add);
    matcher.end();
    second.forEach(matcher::add);

    assertThat(matcher.end()).isEqualTo(pass(funnel, second));
  }

  @Provide
  Arbitrary<Funnel> funnels() {
    Arbitrary<FunnelStep> step =
        Arbitraries.of("a", "b", "c", "d")
            .set()
            .ofMinSize(1)
            .ofMaxSize(2)
            .map(
                pages ->
                    new FunnelStep(
                        String.join("", pages),
                        List.of(
                            new StepCondition(EventField.PAGE, StepCondition.Kind.EQUALS, pages))));
    return Combinators.combine(
            Arbitraries.of(Funnel.Mode.values()),
            Arbitraries.integers().between(1, 60),
            step.list().ofMinSize(2).ofMaxSize(4))
        .as(
            (mode, hours, steps) ->
                new Funnel(
                    "any",
                    Funnel.Counting.VISITOR,
                    mode,
                    Duration.ofHours(hours),
                    List.of(EventField.DEVICE),
                    steps));
  }

  /** Views and clicks on four pages, some at the same time, over a few days. */
  @Provide
  Arbitrary<List<Happening>> visits() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "c", "d"),
            Arbitraries.of("page_view", "page_view", "page_view", "click"),
            Arbitraries.integers().between(0, 15),
            Arbitraries.of("desktop", "mobile"))
        .as(
            (page, type, hours, device) ->
                new Happening(
                    hours * HOUR,
                    Map.of(
                        EventField.PAGE, page,
                        EventField.EVENT_TYPE, type,
                        EventField.DEVICE, device)))
        .list()
        .ofMaxSize(25)
        .map(FunnelMatcherLawsTest::inOrder);
  }

  /** Takes the times for those since the event before. */
  private static List<Happening> inOrder(List<Happening> steps) {
    List<Happening> events = new ArrayList<>();
    long time = START;
    for (Happening step : steps) {
      time += step.timeMicros();
      events.add(new Happening(time, step.values()));
    }
    return events;
  }

  private static List<Conversion> pass(Funnel funnel, List<Happening> events) {
    FunnelMatcher matcher = new FunnelMatcher(funnel);
    events.forEach(matcher::add);
    return matcher.end();
  }

  private static Map<Long, Conversion> byDay(List<Conversion> conversions) {
    Map<Long, Conversion> byDay = new LinkedHashMap<>();
    conversions.forEach(c -> byDay.put(c.epochDay(), c));
    return byDay;
  }

  private static LocalDate dayOf(Happening event) {
    return LocalDate.ofEpochDay(Math.floorDiv(event.timeMicros(), 24 * HOUR));
  }
}
