package io.millrace.warehouse;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.run.Caller;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What {@link PublishJob} is asked to do. Either days or hours must be given.
 *
 * @param days the days to publish, with their hours and reports: {@code --days
 *     2010-12-01..2010-12-03,2015-05-17}
 * @param hours the hours to publish of the marts that are of hours: {@code --hours
 *     2015-05-17T10,2015-05-17T12..2015-05-18T01}
 * @param root folder of the warehouse: {@code --root hdfs:///millrace}
 * @param jdbcUrl HiveServer2: {@code --jdbc-url jdbc:hive2://127.0.0.1:10000/}
 * @param user who asks it: {@code --user NAME}
 * @param generation which the marts' scripts wrote: {@code --generation NAME}
 * @param grace how long replaced generations stay for queries that began with them: {@code
 *     --grace}, PT24H unless given
 * @param quality file of what is asked of tables, in JSON: {@code --quality FILE}; nothing is asked
 *     without
 * @param caller who runs it: {@code --workflow ID} and {@code --run N}, by hand unless given
 */
record PublishArguments(
    Optional<Days> days,
    Optional<Hours> hours,
    String root,
    String jdbcUrl,
    String user,
    Generation generation,
    Duration grace,
    Optional<String> quality,
    Caller caller) {

  static PublishArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(
                List.of(
                    "--days",
                    "--hours",
                    "--root",
                    "--jdbc-url",
                    "--user",
                    "--generation",
                    "--grace",
                    "--quality",
                    "--workflow",
                    "--run")),
            args);
    Optional<Days> days = arguments.optional("--days", Days::parse);
    Optional<Hours> hours = arguments.optional("--hours", Hours::parse);
    arguments.requireOne("--days", "--hours");
    String root = arguments.required("--root", CurateArguments::folder);
    String jdbcUrl = arguments.required("--jdbc-url", PublishArguments::hive);
    String user = arguments.required("--user", text -> text);
    Generation generation = arguments.required("--generation", Generation::new);
    Duration grace = arguments.optional("--grace", "PT24H", Durations::positive);
    Optional<String> quality = arguments.optional("--quality", text -> text);
    Caller caller = arguments.caller();
    arguments.verify();
    return new PublishArguments(
        days, hours, root, jdbcUrl, user, generation, grace, quality, caller);
  }

  /** What is published: days, or hours as {@code 2015-05-17T10}. */
  List<String> partitions() {
    return days.map(d -> d.list().stream().map(LocalDate::toString))
        .or(() -> hours.map(h -> h.list().stream().map(hour -> PartitionKey.of(hour).toString())))
        .orElseThrow()
        .toList();
  }

  static String hive(String text) {
    if (!text.startsWith("jdbc:hive2://")) {
      throw new IllegalArgumentException("not an address such as jdbc:hive2://127.0.0.1:10000/");
    }
    return text;
  }
}
