package io.millrace.model.retention;

import io.millrace.model.feed.KeepTime;
import io.millrace.model.retention.KeepTimes.Rule;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;

/**
 * From which day on what a log has written of a table is kept. There is one such day, which goes
 * forward only and never beyond a day that is there and held; so a hold keeps what came after it,
 * too.
 *
 * @param rule what is declared
 * @param wanted the first day that is kept by it
 * @param from the first day that is kept, which holds may put before
 * @param hold the one that does
 */
public record KeptDays(Rule rule, LocalDate wanted, LocalDate from, Optional<LegalHold> hold) {

  /**
   * By what is declared and what is held.
   *
   * @param table with its database
   * @param rule what is declared of it
   * @param there the days that there are
   * @return empty if it is kept for ever
   */
  static Optional<KeptDays> of(
      RetentionRules rules, String table, Rule rule, Collection<LocalDate> there, LocalDate today) {
    KeepTime keep = rule.keep();
    if (keep.isForever()) {
      return Optional.empty();
    }
    LocalDate wanted = today.minusDays(keep.days());
    KeptDays kept = new KeptDays(rule, wanted, wanted, Optional.empty());
    for (LocalDate day : there) {
      if (day.isBefore(kept.from)) {
        Optional<LegalHold> hold =
            rules.holds().stream().filter(held -> held.holds(table, day, day)).findFirst();
        kept = hold.isPresent() ? new KeptDays(rule, wanted, day, hold) : kept;
      }
    }
    return Optional.of(kept);
  }

  /** What becomes of a day. */
  public Verdict of(LocalDate day) {
    if (!day.isBefore(wanted)) {
      return new Verdict.Kept();
    }
    return day.isBefore(from) ? new Verdict.Dropped(rule) : new Verdict.Held(rule, hold.get());
  }
}
