package io.millrace.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Two days of generated records, some of them late and some of them twice: landed, and computed by
 * a backfill that was killed and run again. What the generators made is in files, too.
 *
 * @param folder of the generators' files
 * @param backfill how the days were computed
 */
record GeneratedDays(Path folder, KilledBackfill backfill) {

  /** A Sunday, and with the next day another week begins. */
  static final String FIRST = "2026-01-04";

  static final String SECOND = "2026-01-05";

  /** Days before the first, of which there are no records. */
  static final String WITHOUT_DATA = "2026-01-02..2026-01-03";

  private static final String[] BACKFILL = {
    "workflow", "backfill", "--from", "2026-01-02", "--to", SECOND, "--days-per-run", "1"
  };

  /** Records of a feed, on its topic and in a file. */
  private record Generated(String feed, String file, List<String> options) {}

  private static final List<Generated> GENERATED =
      List.of(
          generated("activity", "activity-1", FIRST, "PT48H", "--count", "8000"),
          // The same visits of the same visitors a day later, and faster: some of them come again
          // within 24 hours, and some do not.
          generated("activity", "activity-2", SECOND, "PT12H", "--count", "4000"),
          generated("orders", "orders", FIRST, "PT48H", "--count", "600"),
          generated(
              "transactions",
              "transactions",
              FIRST,
              "PT48H",
              "--count",
              "2000",
              "--fraud",
              "0.05"));

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A backfill that was killed with its first run under way.
   *
   * @param plan what it would run
   * @param unanswered the command whose question nobody answered
   * @param startedUnanswered how many workflows that command started
   * @param resumed the same command again, behind the one that was killed
   * @param started how many workflows there were in all
   */
  record KilledBackfill(
      Outcome plan, Outcome unanswered, int startedUnanswered, Outcome resumed, int started) {}

  /** The days as Hive compares them with {@code dt}. */
  static String days() {
    return "'%s','%s'".formatted(FIRST, SECOND);
  }

  static GeneratedDays computed(TestCluster cluster) {
    Path folder = Checkout.target().resolve("generated-days");
    try {
      generate(cluster, folder);
      awaitLanded(cluster, folder);
      return new GeneratedDays(folder, backfill(cluster));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Generated generated(
      String feed, String file, String start, String duration, String... more) {
    List<String> options = new ArrayList<>(List.of("--start", start, "--duration", duration));
    options.addAll(List.of("--late", "0.03", "--duplicates", "0.02"));
    options.addAll(List.of(more));
    return new Generated(feed, file, options);
  }

  /** Into files and onto the topics, which get the same records by the same seed. */
  private static void generate(TestCluster cluster, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Generated records : GENERATED) {
      Path file = folder.resolve(records.file() + ".csv");
      Files.deleteIfExists(file);
      Files.deleteIfExists(inventory(folder, records));
      Millrace.Running intoFile = generator(cluster, records, "--output", file.toString());
      Millrace.Running ontoTopic = generator(cluster, records);
      intoFile.await(LONGEST).requireSuccess();
      ontoTopic.await(LONGEST).requireSuccess();
    }
  }

  private static Millrace.Running generator(
      TestCluster cluster, Generated records, String... more) {
    List<String> arguments = new ArrayList<>(List.of("generate", records.feed()));
    arguments.addAll(records.options());
    arguments.addAll(List.of(more));
    return cluster.millrace().start(arguments.toArray(String[]::new));
  }

  private static Path inventory(Path folder, Generated records) {
    return folder.resolve(records.file() + ".csv.inventory.json");
  }

  private static void awaitLanded(TestCluster cluster, Path folder) throws IOException {
    Map<String, Long> delivered = new TreeMap<>();
    for (Generated records : GENERATED) {
      JsonNode inventory = JSON.readTree(inventory(folder, records).toFile());
      delivered.merge(
          records.feed(), inventory.path("delivered").path("records").asLong(), Long::sum);
    }
    try (Hive hive = cluster.hive()) {
      for (String feed : delivered.keySet()) {
        await(feed)
            .atMost(LONGEST)
            .pollInterval(Duration.ofSeconds(1))
            .until(
                () ->
                    hive.number(
                            "SELECT count(*) FROM raw.%s WHERE dt IN (%s)".formatted(feed, days()))
                        == delivered.get(feed));
      }
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
        .until(() -> Files.readString(killed.err()).contains("Run 1 of 2") || killed.ended());
    killed.process().destroyForcibly();
    killed.await(Duration.ofMinutes(1));
    Outcome resumed = millrace.run(with("--yes")).requireSuccess();
    return new KilledBackfill(
        plan, unanswered, after - before, resumed, cluster.oozie().workflows().size() - before);
  }

  private static String[] with(String option) {
    return Stream.concat(Stream.of(BACKFILL), Stream.of(option)).toArray(String[]::new);
  }
}
