package io.millrace.model.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.KeepTime;
import io.millrace.model.retention.KeepTimes.Rule;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeptDaysTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-01-01");
  private static final Rule RULE = new Rule("retention.raw of feed orders", new KeepTime(30));
  private static final LocalDate WANTED = LocalDate.parse("2025-12-02");

  @Test
  void aDayIsKeptForSoManyDaysAfterItsOwn() {
    KeptDays kept = kept(List.of(), Set.of()).orElseThrow();

    assertThat(kept.from()).isEqualTo(WANTED);
    assertThat(kept.of(WANTED)).isEqualTo(new Verdict.Kept());
    assertThat(kept.of(WANTED.minusDays(1))).isEqualTo(new Verdict.Dropped(RULE));
  }

  @Test
  void whatIsKeptForEverHasNoFirstDay() {
    assertThat(
            KeptDays.of(
                rules(List.of()),
                "raw.orders",
                new Rule("any", KeepTime.FOREVER),
                Set.of(LocalDate.EPOCH),
                TODAY))
        .isEmpty();
  }

  @Test
  void aHoldOfADayThatIsNotThereKeepsNothing() {
    LegalHold past = hold("raw.orders", "2010-12-01", "2010-12-31");

    assertThat(kept(List.of(past), Set.of(WANTED.minusDays(9))).orElseThrow().from())
        .isEqualTo(WANTED);
  }

  @Test
  void whatCameAfterAHeldDayIsHeldWithIt() {
    LegalHold hold = hold("raw.*", "2025-11-10", "2025-11-10");
    LocalDate held = LocalDate.parse("2025-11-10");

    KeptDays kept = kept(List.of(hold), days(60)).orElseThrow();

    assertThat(kept.of(held.minusDays(1))).isEqualTo(new Verdict.Dropped(RULE));
    assertThat(kept.of(held)).isEqualTo(new Verdict.Held(RULE, hold));
    assertThat(kept.of(held.plusDays(1))).isEqualTo(new Verdict.Held(RULE, hold));
    assertThat(kept.of(WANTED)).isEqualTo(new Verdict.Kept());
  }

  @Property
  void noHeldDayIsEverDropped(
      @ForAll @IntRange(min = 0, max = 60) int from,
      @ForAll @IntRange(min = 0, max = 60) int length) {
    LocalDate first = WANTED.minusDays(from);
    LegalHold hold = hold("raw.orders", first.toString(), first.plusDays(length).toString());

    KeptDays kept = kept(List.of(hold), days(90)).orElseThrow();

    for (LocalDate day : days(90)) {
      if (hold.holds("raw.orders", day, day)) {
        assertThat(kept.of(day)).isNotInstanceOf(Verdict.Dropped.class);
      }
    }
  }

  private static Optional<KeptDays> kept(List<LegalHold> holds, Set<LocalDate> there) {
    return KeptDays.of(rules(holds), "raw.orders", RULE, there, TODAY);
  }

  private static RetentionRules rules(List<LegalHold> holds) {
    return new RetentionRules(new KeepTimes(Map.of(), Map.of()), holds);
  }

  private static LegalHold hold(String table, String from, String to) {
    return new LegalHold(
        List.of(table),
        Optional.of(LocalDate.parse(from)),
        Optional.of(LocalDate.parse(to)),
        "a case");
  }

  /** Today and so many days before. */
  private static Set<LocalDate> days(int before) {
    return new TreeSet<>(TODAY.minusDays(before).datesUntil(TODAY.plusDays(1)).toList());
  }
}
