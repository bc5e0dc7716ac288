package io.millrace.warehouse;

import io.millrace.warehouse.curate.CurationScope;
import io.millrace.warehouse.curate.UpToDate;
import io.millrace.warehouse.path.PathSettings;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.session.SessionRule;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@link CurateJob} is asked to do. Days, hours or both must be given.
 *
 * @param days the days to curate, with their sessions: {@code --days
 *     2010-12-01..2010-12-03,2015-05-17}
 * @param hours the hours to curate, without sessions: {@code --hours
 *     2015-05-17T10,2015-05-17T12..2015-05-18T01}
 * @param feeds the feeds to curate: {@code --feeds activity,orders}; empty for all that are
 *     applied, which is {@code *} and the default
 * @param upToDate what becomes of hours in which nothing has landed since they were curated: {@code
 *     --up-to-date keep}, or replace, unless given
 * @param root folder of the warehouse: {@code --root hdfs:///millrace}
 * @param rule how events become sessions: {@code --session-gap}, PT30M unless given, and {@code
 *     --session-max}, PT24H unless given, which may be none
 * @param generation name of what this run writes, unique to the run: {@code --generation NAME}
 * @param grace how long replaced generations stay for queries that began with them: {@code
 *     --grace}, PT24H unless given
 * @param quality file of what is asked of tables, in JSON: {@code --quality FILE}; nothing is asked
 *     without
 * @param caller who runs it: {@code --workflow ID} and {@code --run N}, by hand unless given
 * @param funnels the file that declares funnels and conversions: {@code --funnels
 *     hdfs:///…/funnels.yaml}; none are computed unless given
 * @param paths which paths are kept: {@code --path-longest}, 5 pages unless given, and {@code
 *     --path-top}, 100 of each length and site unless given
 */
record CurateArguments(
    Optional<Days> days,
    Optional<Hours> hours,
    Set<String> feeds,
    UpToDate upToDate,
    String root,
    SessionRule rule,
    Generation generation,
    Duration grace,
    Optional<String> quality,
    Caller caller,
    Optional<String> funnels,
    PathSettings paths) {

  private static final String ALL = "*";

  static CurateArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(
                List.of(
                    "--days",
                    "--hours",
                    "--feeds",
                    "--up-to-date",
                    "--root",
                    "--generation",
                    "--session-gap",
                    "--session-max",
                    "--grace",
                    "--quality",
                    "--workflow",
                    "--run",
                    "--funnels",
                    "--path-longest",
                    "--path-top")),
            args);
    Optional<Days> days = arguments.optional("--days", Days::parse);
    Optional<Hours> hours = arguments.optional("--hours", Hours::parse);
    arguments.requireAny("--days", "--hours");
    Set<String> feeds = arguments.optional("--feeds", ALL, CurateArguments::feeds);
    UpToDate upToDate = arguments.optional("--up-to-date", "replace", UpToDate::parse);
    String root = arguments.required("--root", CurateArguments::folder);
    Generation generation = arguments.required("--generation", Generation::new);
    Duration gap = arguments.optional("--session-gap", "PT30M", Durations::positive);
    Optional<Duration> max =
        arguments.optional("--session-max", "PT24H", Durations::positiveOrNone);
    Duration grace = arguments.optional("--grace", "PT24H", Durations::positive);
    Optional<String> quality = arguments.optional("--quality", text -> text);
    Caller caller = arguments.caller();
    Optional<String> funnels = arguments.optional("--funnels", String::strip);
    Integer longest =
        arguments.optional(
            "--path-longest", "5", Numbers.from(PathSettings.SHORTEST, PathSettings.MOST_PAGES));
    Integer top = arguments.optional("--path-top", "100", Numbers.from(1, PathSettings.MOST_PATHS));
    arguments.verify();
    return new CurateArguments(
        days,
        hours,
        feeds,
        upToDate,
        root,
        new SessionRule(gap, max),
        generation,
        grace,
        quality,
        caller,
        funnels,
        new PathSettings(longest, top));
  }

  CurationScope scope() {
    return new CurationScope(
        days.map(Days::list).orElse(List.of()),
        hours.map(h -> Set.copyOf(h.list())).orElse(Set.of()),
        upToDate);
  }

  /** What is curated: days, and hours as {@code 2015-05-17T10}. */
  List<String> partitions() {
    return Stream.concat(
            days.stream().flatMap(d -> d.list().stream()).map(LocalDate::toString),
            hours.stream().flatMap(h -> h.list().stream()).map(h -> PartitionKey.of(h).toString()))
        .toList();
  }

  /** For people: the days and hours. */
  String span() {
    return Stream.concat(days.map(Days::toString).stream(), hours.map(Hours::toString).stream())
        .collect(Collectors.joining(","));
  }

  static String folder(String text) {
    String folder = text.strip();
    if (folder.isEmpty()) {
      throw new IllegalArgumentException("not a folder");
    }
    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
  }

  private static Set<String> feeds(String text) {
    if (text.strip().equals(ALL)) {
      return Set.of();
    }
    List<String> names = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("not names of feeds separated by commas, nor " + ALL);
      }
      names.add(name.strip());
    }
    return new LinkedHashSet<>(names);
  }
}
