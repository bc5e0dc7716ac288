package io.millrace.acceptance;

import static org.awaitility.Awaitility.await;

import io.millrace.acceptance.GeneratedWorld.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three days of generated records, some of them late, some of them twice and broken ones beside
 * them: landed, and computed by a backfill that was killed and run again. What the generators made
 * is in files, too.
 *
 * @param folder of the generators' files
 * @param landed what {@code dw.<feed>_now} showed once all had landed, by feed: see {@link #hours}
 * @param backfill how the days were computed
 */
record GeneratedDays(Path folder, Map<String, List<List<String>>> landed, KilledBackfill backfill) {

  /** A Sunday, and with the next day another week begins. */
  static final String FIRST = "2026-01-04";

  private static final String SECOND = "2026-01-05";
  static final String LAST = "2026-01-06";
  static final List<String> ALL = List.of(FIRST, SECOND, LAST);

  /** Days before the first, of which there are no records. */
  static final String WITHOUT_DATA = "2026-01-02..2026-01-03";

  private static final String[] BACKFILL = {
    "workflow", "backfill", "--from", "2026-01-02", "--to", LAST, "--days-per-run", "1"
  };

  private static final GeneratedWorld WORLD =
      new GeneratedWorld(
          Checkout.target().resolve("generated-days"),
          List.of(
              Run.of("activity", "activity-1", FIRST, "PT72H", "--count", "9000"),
              // The same visits of the same visitors a day later, and faster: some of them come
              // again within 24 hours, and some do not.
              Run.of("activity", "activity-2", SECOND, "PT12H", "--count", "4000"),
              Run.of("orders", "orders", FIRST, "PT72H", "--count", "700"),
              Run.of(
                  "transactions",
                  "transactions",
                  FIRST,
                  "PT72H",
                  "--count",
                  "2500",
                  "--fraud",
                  "0.05")),
          0.02);

  private static final Duration LONGEST = Duration.ofMinutes(3);

  /**
   * A backfill that was killed with its first run under way.
   *
   * @param plan what it would run
   * @param unanswered the command whose question nobody answered
   * @param startedUnanswered how many workflows that command started
   * @param resumed the same command again, behind the one that was killed, two runs at a time
   * @param started how many workflows there were in all
   */
  record KilledBackfill(
      Outcome plan, Outcome unanswered, int startedUnanswered, Outcome resumed, int started) {}

  /** The audit of those days that holds some feeds against what the generators say. */
  static String[] audit(List<String> feeds) {
    return WORLD.audit(feeds, "--days", FIRST + ".." + SECOND, "--json");
  }

  /** The days as Hive compares them with {@code dt}. */
  static String days() {
    return ALL.stream().collect(Collectors.joining("','", "'", "'"));
  }

  static GeneratedDays computed(TestCluster cluster) {
    try (Hive hive = cluster.hive()) {
      WORLD.generate(cluster.millrace(), LONGEST);
      WORLD.awaitLanded(hive, "IN (%s)".formatted(days()), LONGEST);
      Map<String, List<List<String>>> landed = new TreeMap<>();
      feeds().forEach(feed -> landed.put(feed, hours(cluster, "dw.%s_now".formatted(feed))));
      return new GeneratedDays(WORLD.folder(), landed, backfill(cluster));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of what feeds there are records. */
  static Set<String> feeds() {
    return WORLD.runs().stream().map(Run::feed).collect(Collectors.toCollection(TreeSet::new));
  }

  /** For each hour of the days how many rows a table has, and a sum over all that they say. */
  static List<List<String>> hours(TestCluster cluster, String table) {
    try (Hive hive = cluster.hive()) {
      String columns =
          String.join(", ", hive.answer("SELECT * FROM %s LIMIT 0".formatted(table)).columns());
      return hive.rows(
          "SELECT dt, hour, count(*), sum(hash(%s)) FROM %s WHERE dt IN (%s) GROUP BY dt, hour ORDER BY dt, hour"
              .formatted(columns, table, days()));
    }
  }

  private static KilledBackfill backfill(TestCluster cluster) {
    Millrace millrace = cluster.millrace();
    int before = cluster.oozie().workflows().size();
    Outcome plan = millrace.run(with("--dry-run")).requireSuccess();
    Outcome unanswered = millrace.run(BACKFILL);
    int after = cluster.oozie().workflows().size();
    Millrace.Running killed = millrace.start(with("--yes"));
    await("its first workflow")
        .atMost(Duration.ofMinutes(1))
        .until(() -> Files.readString(killed.err()).contains("Run 1 of 3") || killed.ended());
    killed.process().destroyForcibly();
    killed.await(Duration.ofMinutes(1));
    Outcome resumed = millrace.run(with("--yes", "--parallel", "2")).requireSuccess();
    return new KilledBackfill(
        plan, unanswered, after - before, resumed, cluster.oozie().workflows().size() - before);
  }

  private static String[] with(String... options) {
    return Stream.concat(Stream.of(BACKFILL), Stream.of(options)).toArray(String[]::new);
  }
}
