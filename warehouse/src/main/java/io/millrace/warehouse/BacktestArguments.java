package io.millrace.warehouse;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.run.Caller;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What {@link BacktestJob} is asked to do.
 *
 * @param days whose payments are compared: {@code --days 2026-01-01..2026-03-31}
 * @param since the first day of which payments are looked at: {@code --since 2025-01-01}; {@code
 *     all}, which is the default, for all there are
 * @param tasks over which accounts are spread, 1 to 1,000: {@code --tasks}, 4 unless given
 * @param old the file of the rules that are in effect: {@code --old FILE}
 * @param next the file of the rules that are tried: {@code --new FILE}
 * @param output the folder for what is found: {@code --output FOLDER}
 * @param root folder of the warehouse: {@code --root hdfs:///millrace}
 * @param generation what the run is called: {@code --generation NAME}
 * @param caller who runs it: {@code --workflow ID} and {@code --run N}, by hand unless given
 */
record BacktestArguments(
    Days days,
    Optional<LocalDate> since,
    int tasks,
    String old,
    String next,
    String output,
    String root,
    Generation generation,
    Caller caller) {

  static BacktestArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(
                List.of(
                    "--days",
                    "--since",
                    "--tasks",
                    "--old",
                    "--new",
                    "--output",
                    "--root",
                    "--generation",
                    "--workflow",
                    "--run")),
            args);
    Days days = arguments.required("--days", Days::parse);
    Optional<LocalDate> since = FraudArguments.since(arguments);
    Integer tasks = FraudArguments.tasks(arguments);
    String old = arguments.required("--old", String::strip);
    String next = arguments.required("--new", String::strip);
    String output = arguments.required("--output", CurateArguments::folder);
    String root = arguments.required("--root", CurateArguments::folder);
    Generation generation = arguments.required("--generation", Generation::new);
    Caller caller = arguments.caller();
    arguments.verify();
    FraudArguments.requireLookedAt(days, since);
    return new BacktestArguments(days, since, tasks, old, next, output, root, generation, caller);
  }
}
