package io.millrace.acceptance;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Generated records of all feeds, some of them late and some of them twice, each on its topic and
 * in a file that {@link DuckDb} reads. Broken ones are on the topic alone, so what is late and what
 * comes twice differs: of that the inventory of the topic tells.
 *
 * @param folder of the generators' files
 * @param runs of generators, one after the other
 * @param malformed broken records beside a record, 0 to 1
 */
record GeneratedWorld(Path folder, List<Run> runs, double malformed) {

  private static final String[] FLAWS = {"--late", "0.03", "--duplicates", "0.02"};
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A run of a generator.
   *
   * @param feed whose records it makes
   * @param file that gets them, without its extension
   * @param options of the command
   */
  record Run(String feed, String file, List<String> options) {

    static Run of(String feed, String file, String start, String duration, String... more) {
      List<String> options = new ArrayList<>(List.of("--start", start, "--duration", duration));
      options.addAll(List.of(FLAWS));
      options.addAll(List.of(more));
      return new Run(feed, file, options);
    }
  }

  /**
   * Into files and onto the topics, which get the same records by the same seed. A run begins once
   * landing has closed the hours of the one before, so what it brings for them is late.
   *
   * @param atMost how long a run may take
   */
  void generate(Millrace millrace, Duration atMost) throws IOException {
    Files.createDirectories(folder);
    for (Run run : runs) {
      Path file = folder.resolve(run.file() + ".csv");
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder.resolve(run.file() + ".csv.inventory.json"));
      Files.deleteIfExists(inventory(run));
      Millrace.Running intoFile = generator(millrace, run, "--output", file.toString());
      Millrace.Running ontoTopic =
          generator(
              millrace,
              run,
              "--malformed",
              Double.toString(malformed),
              "--inventory",
              inventory(run).toString());
      intoFile.await(atMost).requireSuccess();
      ontoTopic.await(atMost).requireSuccess();
      awaitClosed(new WebHdfs(millrace.port(9870)), run, atMost);
    }
  }

  /** How many good records each feed was given, repeated ones too. */
  Map<String, Long> delivered() throws IOException {
    Map<String, Long> total = new TreeMap<>();
    for (Run run : runs) {
      total.merge(
          run.feed(), inventoryOf(run).path("delivered").path("records").asLong(), Long::sum);
    }
    return total;
  }

  /** The audit that holds what readers find of some feeds against what was put on their topics. */
  String[] audit(Collection<String> feeds, String... more) {
    Stream<String> inventories =
        runs.stream()
            .filter(run -> feeds.contains(run.feed()))
            .flatMap(run -> Stream.of("--inventory", inventory(run).toString()));
    return Stream.of(Stream.of("audit"), inventories, Stream.of(more))
        .flatMap(Function.identity())
        .toArray(String[]::new);
  }

  /**
   * Waits until readers see all of it.
   *
   * @param dates that it spans, as HiveQL compares {@code dt} with them: {@code IN ('2026-01-04')}
   */
  void awaitLanded(Hive hive, String dates, Duration atMost) throws IOException {
    for (Map.Entry<String, Long> feed : delivered().entrySet()) {
      await(feed.getKey())
          .atMost(atMost)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () ->
                  hive.number(
                          "SELECT count(*) FROM raw.%s WHERE dt %s".formatted(feed.getKey(), dates))
                      == feed.getValue());
    }
  }

  private void awaitClosed(WebHdfs hdfs, Run run, Duration atMost) throws IOException {
    String mark =
        "/millrace/ops/landing/%s/runs_closed/%s"
            .formatted(run.feed(), inventoryOf(run).path("run_id").asText());
    await("closed hours of " + run.file())
        .atMost(atMost)
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> hdfs.exists(mark));
  }

  private static Millrace.Running generator(Millrace millrace, Run run, String... more) {
    return millrace.start(
        Stream.of(List.of("generate", run.feed()), run.options(), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new));
  }

  private JsonNode inventoryOf(Run run) throws IOException {
    return JSON.readTree(inventory(run).toFile());
  }

  private Path inventory(Run run) {
    return folder.resolve(run.file() + ".topic.json");
  }
}
