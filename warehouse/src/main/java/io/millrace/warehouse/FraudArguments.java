package io.millrace.warehouse;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.run.Caller;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What {@link FraudJob} is asked to do.
 *
 * @param days of which scores, alerts and marts are computed: {@code --days
 *     2026-01-01..2026-01-31,2026-03-01}; empty for {@code changed}, those before today that have
 *     changed
 * @param since the first day of which payments are looked at: {@code --since 2025-01-01}; {@code
 *     all}, which is the default, for all there are
 * @param tasks over which accounts are spread, 1 to 1,000: {@code --tasks}, 4 unless given
 * @param rules the file that declares them: {@code --rules hdfs:///…/fraud-rules.yaml}
 * @param root folder of the warehouse: {@code --root hdfs:///millrace}
 * @param generation name of what this run writes, unique to the run: {@code --generation NAME}
 * @param grace how long replaced generations stay: {@code --grace}, PT24H unless given
 * @param quality file of what is asked of tables, in JSON: {@code --quality FILE}; nothing is asked
 *     without
 * @param caller who runs it: {@code --workflow ID} and {@code --run N}, by hand unless given
 */
record FraudArguments(
    Optional<Days> days,
    Optional<LocalDate> since,
    int tasks,
    String rules,
    String root,
    Generation generation,
    Duration grace,
    Optional<String> quality,
    Caller caller) {

  /** Of {@code --days}: those that have changed. */
  private static final String CHANGED = "changed";

  /** Of {@code --since}: no payment is left out. */
  private static final String ALL = "all";

  /** Unless {@code --tasks} says otherwise. */
  static final String USUAL_TASKS = "4";

  /** Of {@code --tasks}. */
  static final int MOST_TASKS = 1_000;

  static FraudArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(
                List.of(
                    "--days",
                    "--since",
                    "--tasks",
                    "--rules",
                    "--root",
                    "--generation",
                    "--grace",
                    "--quality",
                    "--workflow",
                    "--run")),
            args);
    Optional<Days> days = arguments.required("--days", FraudArguments::days);
    Optional<LocalDate> since = since(arguments);
    Integer tasks = tasks(arguments);
    String rules = arguments.required("--rules", String::strip);
    String root = arguments.required("--root", CurateArguments::folder);
    Generation generation = arguments.required("--generation", Generation::new);
    Duration grace = arguments.optional("--grace", "PT24H", Durations::positive);
    Optional<String> quality = arguments.optional("--quality", text -> text);
    Caller caller = arguments.caller();
    arguments.verify();
    if (days.isPresent()) {
      requireLookedAt(days.get(), since);
    }
    return new FraudArguments(days, since, tasks, rules, root, generation, grace, quality, caller);
  }

  private static Optional<Days> days(String text) {
    return text.strip().equals(CHANGED) ? Optional.empty() : Optional.of(Days.parse(text));
  }

  /** For people: what is computed. */
  String span() {
    return days.map(Days::toString).orElse(CHANGED);
  }

  /**
   * Whether a day is one of those that may have changed.
   *
   * @param today which is not over
   */
  boolean mayHaveChanged(LocalDate day, LocalDate today) {
    return day.isBefore(today) && since.map(first -> !day.isBefore(first)).orElse(true);
  }

  /** Null when it is wrong, which is noted. */
  static Integer tasks(Arguments arguments) {
    return arguments.optional("--tasks", USUAL_TASKS, Numbers.from(1, MOST_TASKS));
  }

  /** Null when it is wrong, which is noted. */
  static Optional<LocalDate> since(Arguments arguments) {
    return arguments.optional("--since", ALL, FraudArguments::since);
  }

  private static Optional<LocalDate> since(String text) {
    try {
      return text.strip().equals(ALL) ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("neither a day such as 2026-01-31 nor " + ALL, e);
    }
  }

  /** Refuses days of which no payment would be looked at. */
  static void requireLookedAt(Days days, Optional<LocalDate> since)
      throws InvalidArgumentsException {
    if (since.isPresent() && days.list().get(0).isBefore(since.get())) {
      throw new InvalidArgumentsException(
          List.of(
              "--since is '%s', but --days begins earlier, with '%s'."
                  .formatted(since.get(), days.list().get(0))));
    }
  }
}
