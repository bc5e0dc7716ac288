package io.millrace.model.retention;

import static java.time.temporal.TemporalAdjusters.nextOrSame;
import static java.time.temporal.TemporalAdjusters.previousOrSame;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingPaths;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is kept for how long, and what is held all the same.
 *
 * @param keepTimes how long
 * @param holds what is held
 */
public record RetentionRules(KeepTimes keepTimes, List<LegalHold> holds) {

  /** Where all feeds' refused records are. */
  public static final String QUARANTINE = LandingPaths.quarantine().name();

  public RetentionRules {
    holds = List.copyOf(holds);
  }

  /**
   * What becomes of a day. It is kept for so many days after its own: today and the days that are
   * kept before it stay. Of tables that are kept by week, a day stays as long as any of its week.
   *
   * @param table with its database, or {@value KeepTimes#REPORTS}
   */
  public Verdict of(String table, LocalDate day, LocalDate today) {
    Optional<KeepTimes.Rule> rule = keepTimes.rule(table);
    boolean byWeek = KeepTimes.BY_WEEK.contains(table);
    LocalDate first = byWeek ? day.with(previousOrSame(DayOfWeek.MONDAY)) : day;
    LocalDate last = byWeek ? day.with(nextOrSame(DayOfWeek.SUNDAY)) : day;
    if (rule.isEmpty() || !last.plusDays(rule.get().keep().days()).isBefore(today)) {
      return new Verdict.Kept();
    }
    return holds.stream()
        .filter(hold -> hold.holds(table, first, last))
        .findFirst()
        .<Verdict>map(hold -> new Verdict.Held(rule.get(), hold))
        .orElseGet(() -> new Verdict.Dropped(rule.get()));
  }

  /**
   * From which day on a feed's raw table is kept.
   *
   * @param there the days that there are
   * @return empty if it is kept for ever
   */
  public Optional<KeptDays> raw(Feed feed, Collection<LocalDate> there, LocalDate today) {
    return KeptDays.of(
        this,
        "raw." + feed.name(),
        new KeepTimes.Rule("retention.raw of feed " + feed.name(), feed.retention().raw()),
        there,
        today);
  }

  /** The same of what was refused of the feed. */
  public Optional<KeptDays> quarantine(Feed feed, Collection<LocalDate> there, LocalDate today) {
    return KeptDays.of(
        this,
        QUARANTINE,
        new KeepTimes.Rule(
            "retention.quarantine of feed " + feed.name(), feed.retention().quarantine()),
        there,
        today);
  }

  /** From which day on what a log has written of a live table is kept. */
  public Optional<KeptDays> live(String table, Collection<LocalDate> there, LocalDate today) {
    return keepTimes.rule(table).flatMap(rule -> KeptDays.of(this, table, rule, there, today));
  }

  /** Every single table that they name, with its database. */
  public NavigableSet<String> named() {
    NavigableSet<String> named = new TreeSet<>(keepTimes.tables().keySet());
    for (LegalHold hold : holds) {
      hold.tables().stream()
          .filter(table -> table.contains(".") && !table.endsWith(LegalHold.ALL))
          .forEach(named::add);
    }
    return named;
  }
}
