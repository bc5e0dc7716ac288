package io.millrace.warehouse;

import io.millrace.warehouse.publish.Generation;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What {@link PublishJob} is asked to do.
 *
 * @param days the days to publish
 * @param root folder of the warehouse, such as {@code hdfs:///millrace}
 * @param jdbcUrl HiveServer2
 * @param user who asks it
 * @param generation which the marts' scripts wrote
 * @param grace how long replaced generations stay for queries that began with them
 */
record PublishArguments(
    Days days, String root, String jdbcUrl, String user, Generation generation, Duration grace) {

  static final String USAGE =
      """
      usage: PublishJob --days DAYS --root URI --jdbc-url URL --user NAME --generation NAME \
      [--grace DURATION]
        --days        days and ranges, such as 2010-12-01..2010-12-03,2015-05-17
        --root        folder of the warehouse, such as hdfs:///millrace
        --jdbc-url    HiveServer2, such as jdbc:hive2://127.0.0.1:10000/
        --user        who asks it
        --generation  which the marts' scripts wrote
        --grace       how long replaced files stay for queries that began with them; PT24H unless given
      """;

  static PublishArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(
                List.of("--days", "--root", "--jdbc-url", "--user", "--generation", "--grace")),
            args);
    Days days = arguments.required("--days", Days::parse);
    String root = arguments.required("--root", CurateArguments::folder);
    String jdbcUrl = arguments.required("--jdbc-url", PublishArguments::hive);
    String user = arguments.required("--user", text -> text);
    Generation generation = arguments.required("--generation", Generation::new);
    Duration grace = arguments.optional("--grace", "PT24H", Durations::positive);
    arguments.verify();
    return new PublishArguments(days, root, jdbcUrl, user, generation, grace);
  }

  private static String hive(String text) {
    if (!text.startsWith("jdbc:hive2://")) {
      throw new IllegalArgumentException("not an address such as jdbc:hive2://127.0.0.1:10000/");
    }
    return text;
  }
}
