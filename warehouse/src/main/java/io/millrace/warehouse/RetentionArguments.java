package io.millrace.warehouse;

import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.run.Caller;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What {@link RetentionJob} is asked to do.
 *
 * @param root folder of the warehouse: {@code --root hdfs:///millrace}
 * @param jdbcUrl HiveServer2: {@code --jdbc-url jdbc:hive2://127.0.0.1:10000/}
 * @param user who asks it: {@code --user NAME}
 * @param rules folder with retention.json and legal-hold.json: {@code --rules FOLDER}
 * @param generation what the run is called: {@code --generation NAME}
 * @param grace how long files of dropped partitions stay for queries that began with them: {@code
 *     --grace}, PT24H unless given
 * @param caller who runs it: {@code --workflow ID} and {@code --run N}, by hand unless given
 */
record RetentionArguments(
    String root,
    String jdbcUrl,
    String user,
    String rules,
    Generation generation,
    Duration grace,
    Caller caller) {

  static RetentionArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(
                List.of(
                    "--root",
                    "--jdbc-url",
                    "--user",
                    "--rules",
                    "--generation",
                    "--grace",
                    "--workflow",
                    "--run")),
            args);
    String root = arguments.required("--root", CurateArguments::folder);
    String jdbcUrl = arguments.required("--jdbc-url", PublishArguments::hive);
    String user = arguments.required("--user", text -> text);
    String rules = arguments.required("--rules", CurateArguments::folder);
    Generation generation = arguments.required("--generation", Generation::new);
    Duration grace = arguments.optional("--grace", "PT24H", Durations::positive);
    Caller caller = arguments.caller();
    arguments.verify();
    return new RetentionArguments(root, jdbcUrl, user, rules, generation, grace, caller);
  }
}
