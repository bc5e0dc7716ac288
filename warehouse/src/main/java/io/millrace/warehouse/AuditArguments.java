package io.millrace.warehouse;

import io.millrace.warehouse.audit.AuditedDays;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.run.Caller;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What {@link AuditJob} is asked to do.
 *
 * @param root folder of the warehouse: {@code --root hdfs:///millrace}
 * @param jdbcUrl HiveServer2: {@code --jdbc-url jdbc:hive2://127.0.0.1:10000/}
 * @param user who asks it: {@code --user NAME}
 * @param conf folder with feed-ids.json: {@code --conf FOLDER}
 * @param daysBack how many days before today are compared, besides today; empty for all that there
 *     are: {@code --days-back N} or {@code all}, 7 unless given
 * @param generation what the run is called: {@code --generation NAME}
 * @param caller who runs it: {@code --workflow ID} and {@code --run N}, by hand unless given
 */
record AuditArguments(
    String root,
    String jdbcUrl,
    String user,
    String conf,
    Optional<Integer> daysBack,
    Generation generation,
    Caller caller) {

  private static final String ALL = "all";

  static AuditArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(
                List.of(
                    "--root",
                    "--jdbc-url",
                    "--user",
                    "--conf",
                    "--days-back",
                    "--generation",
                    "--workflow",
                    "--run")),
            args);
    String root = arguments.required("--root", CurateArguments::folder);
    String jdbcUrl = arguments.required("--jdbc-url", PublishArguments::hive);
    String user = arguments.required("--user", text -> text);
    String conf = arguments.required("--conf", CurateArguments::folder);
    Optional<Integer> daysBack = arguments.optional("--days-back", "7", AuditArguments::days);
    Generation generation = arguments.required("--generation", Generation::new);
    Caller caller = arguments.caller();
    arguments.verify();
    return new AuditArguments(root, jdbcUrl, user, conf, daysBack, generation, caller);
  }

  /** The days that are compared. */
  AuditedDays audited(LocalDate today) {
    return daysBack
        .map(count -> Days.of(today.minusDays(count).datesUntil(today.plusDays(1)).toList()))
        .map(AuditedDays::of)
        .orElse(AuditedDays.ALL);
  }

  private static Optional<Integer> days(String text) {
    return text.equals(ALL)
        ? Optional.empty()
        : Optional.of(Numbers.from(0, Days.LIMIT - 1).apply(text));
  }
}
