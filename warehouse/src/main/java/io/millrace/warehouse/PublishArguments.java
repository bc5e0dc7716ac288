package io.millrace.warehouse;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.run.Caller;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What {@link PublishJob} is asked to do.
 *
 * @param days the days to publish: {@code --days 2010-12-01..2010-12-03,2015-05-17}
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
    Days days,
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
                    "--root",
                    "--jdbc-url",
                    "--user",
                    "--generation",
                    "--grace",
                    "--quality",
                    "--workflow",
                    "--run")),
            args);
    Days days = arguments.required("--days", Days::parse);
    String root = arguments.required("--root", CurateArguments::folder);
    String jdbcUrl = arguments.required("--jdbc-url", PublishArguments::hive);
    String user = arguments.required("--user", text -> text);
    Generation generation = arguments.required("--generation", Generation::new);
    Duration grace = arguments.optional("--grace", "PT24H", Durations::positive);
    Optional<String> quality = arguments.optional("--quality", text -> text);
    Caller caller = arguments.caller();
    arguments.verify();
    return new PublishArguments(days, root, jdbcUrl, user, generation, grace, quality, caller);
  }

  static String hive(String text) {
    if (!text.startsWith("jdbc:hive2://")) {
      throw new IllegalArgumentException("not an address such as jdbc:hive2://127.0.0.1:10000/");
    }
    return text;
  }
}
