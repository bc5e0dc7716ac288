package io.millrace.warehouse;

import io.millrace.warehouse.path.PathSettings;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.session.SessionRule;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * What {@link CurateJob} is asked to do.
 *
 * @param days the days to curate: {@code --days 2010-12-01..2010-12-03,2015-05-17}
 * @param root folder of the warehouse: {@code --root hdfs:///millrace}
 * @param rule how events become sessions: {@code --session-gap}, PT30M unless given, and {@code
 *     --session-max}, PT24H unless given, which may be none
 * @param generation name of what this run writes, unique to the run: {@code --generation NAME}
 * @param grace how long replaced generations stay for queries that began with them: {@code
 *     --grace}, PT24H unless given
 * @param caller who runs it: {@code --workflow ID} and {@code --run N}, by hand unless given
 * @param funnels the file that declares funnels: {@code --funnels hdfs:///…/funnels.yaml}; none are
 *     computed unless given
 * @param paths which paths are kept: {@code --path-longest}, 5 pages unless given, and {@code
 *     --path-top}, 100 of each length and site unless given
 */
record CurateArguments(
    Days days,
    String root,
    SessionRule rule,
    Generation generation,
    Duration grace,
    Caller caller,
    Optional<String> funnels,
    PathSettings paths) {

  static CurateArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(
                List.of(
                    "--days",
                    "--root",
                    "--generation",
                    "--session-gap",
                    "--session-max",
                    "--grace",
                    "--workflow",
                    "--run",
                    "--funnels",
                    "--path-longest",
                    "--path-top")),
            args);
    Days days = arguments.required("--days", Days::parse);
    String root = arguments.required("--root", CurateArguments::folder);
    Generation generation = arguments.required("--generation", Generation::new);
    Duration gap = arguments.optional("--session-gap", "PT30M", Durations::positive);
    Optional<Duration> max =
        arguments.optional("--session-max", "PT24H", Durations::positiveOrNone);
    Duration grace = arguments.optional("--grace", "PT24H", Durations::positive);
    Caller caller = arguments.caller();
    Optional<String> funnels = arguments.optional("--funnels", String::strip);
    Integer longest =
        arguments.optional(
            "--path-longest", "5", Numbers.from(PathSettings.SHORTEST, PathSettings.MOST_PAGES));
    Integer top = arguments.optional("--path-top", "100", Numbers.from(1, PathSettings.MOST_PATHS));
    arguments.verify();
    return new CurateArguments(
        days,
        root,
        new SessionRule(gap, max),
        generation,
        grace,
        caller,
        funnels,
        new PathSettings(longest, top));
  }

  static String folder(String text) {
    String folder = text.strip();
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("not a folder");
    }
    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
  }
}
