package io.millrace.warehouse.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.retention.RetentionJson;
import io.millrace.model.retention.RetentionRules;
import io.millrace.warehouse.hql.TableDefinition;
import io.millrace.warehouse.publish.Generation;
import io.millrace.warehouse.publish.MemoryCatalog;
import io.millrace.warehouse.publish.OrcFiles;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.run.Caller;
import io.millrace.warehouse.run.JobRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionRunTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant AFTER_THE_GRACE = NOW.plus(Duration.ofHours(25));
  private static final TableName ORDERS = new TableName("dw", "orders");
  private static final TableName PAGES = new TableName("mart", "page_daily");
  private static final TableName RUNS = new TableName("ops", "job_runs");
  private static final PartitionKey OLD = PartitionKey.parse("2015-05-17T10");
  private static final PartitionKey OLDER = PartitionKey.parse("2015-05-16T23");
  private static final PartitionKey YOUNG = PartitionKey.parse("2026-01-30T10");
  private static final String NO_HOLDS = "{\"holds\": []}";
  private static final RetentionRules DW =
      RetentionJson.read("{\"zones\": {\"dw\": \"P31D\"}}", NO_HOLDS);

  @TempDir private Path root;
  private final MemoryCatalog catalog = new MemoryCatalog();
  private StoppingFiles files;

  @BeforeEach
  void createTables() throws Exception {
    files = new StoppingFiles();
    for (TableName table : List.of(ORDERS, PAGES, RUNS)) {
      catalog.create(table, Map.of());
    }
    publish(ORDERS, OLDER, "g1");
    publish(ORDERS, OLD, "g1");
    publish(ORDERS, YOUNG, "g1");
  }

  @Test
  void whatIsOlderThanItIsKeptIsDroppedAndToldWithItsRows() throws Exception {
    RetentionRun.Result result = run(DW, NOW);

    assertThat(result).isEqualTo(new RetentionRun.Result(2, 0));
    assertThat(catalog.partitions(ORDERS)).containsExactly(YOUNG);
    assertThat(told())
        .extracting(line -> line.path("partition_name").asText())
        .containsExactly("dt=2015-05-16/hour=23", "dt=2015-05-17/hour=10");
    JsonNode line = told().get(0);
    assertThat(line.path("table_name").asText()).isEqualTo("dw.orders");
    assertThat(line.path("what").asText()).isEqualTo("dropped");
    assertThat(line.path("rule").asText()).isEqualTo("dw: P31D");
    assertThat(line.path("row_count").asLong()).isEqualTo(2);
    assertThat(line.path("file_count").asLong()).isEqualTo(1);
    assertThat(line.path("bytes").asLong()).isPositive();
    assertThat(line.path("location").asText()).endsWith("dt=2015-05-16/hour=23/g1");
    assertThat(catalog.partitions(new TableName("ops", "retention")))
        .containsExactly(PartitionKey.parse("2026-01-31"));
  }

  @Test
  void aRowHasTheColumnsOfTheTable() throws Exception {
    run(holding("dw.orders", "2015-05-17", "2015-05-17"), NOW);

    assertThat(told()).extracting(line -> line.path("what").asText()).contains("held", "dropped");
    for (JsonNode line : told()) {
      List<String> fields = new ArrayList<>();
      line.fieldNames().forEachRemaining(fields::add);
      assertThat(fields)
          .containsExactlyElementsOf(TableDefinition.of("ops.retention").columns().keySet());
    }
  }

  @Test
  void whatIsHeldStaysAndIsToldWithTheReason() throws Exception {
    RetentionRun.Result result = run(holding("dw.orders", "2015-05-17", "2015-05-17"), NOW);

    assertThat(result).isEqualTo(new RetentionRun.Result(1, 1));
    assertThat(catalog.partitions(ORDERS)).containsExactly(OLD, YOUNG);
    assertThat(told())
        .filteredOn(line -> line.path("what").asText().equals("held"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("partition_name").asText()).isEqualTo("dt=2015-05-17/hour=10");
              assertThat(line.path("hold").asText()).isEqualTo("Case 17");
            });
  }

  @Test
  void filesStayForTheGraceAndGoWithTheFoldersOfTheirDays() throws Exception {
    run(DW, NOW);
    assertThat(file(ORDERS, OLD, "g1")).exists();

    run(DW, AFTER_THE_GRACE);

    assertThat(root.resolve("dw/orders/dt=2015-05-17")).doesNotExist();
    assertThat(root.resolve("dw/orders/dt=2015-05-16")).doesNotExist();
    assertThat(file(ORDERS, YOUNG, "g1")).exists();
  }

  @Test
  void anEmptyFolderOfAPartitionThatReadersFindStays() throws Exception {
    PartitionKey held = PartitionKey.parse("2015-05-14");
    Path empty = Files.createDirectories(root.resolve("mart/page_daily/dt=2015-05-14"));
    Path gone = Files.createDirectories(root.resolve("mart/page_daily/dt=2015-05-13"));
    catalog.add(PAGES, held, empty.toString());
    RetentionRules rules =
        RetentionJson.read(
            "{\"zones\": {\"mart\": \"P31D\"}}",
            "{\"holds\": [{\"tables\": \"mart.*\", \"reason\": \"Case 17\"}]}");

    run(rules, NOW);

    assertThat(empty).exists();
    assertThat(gone).doesNotExist();
  }

  @Test
  void whatWasMadeAnewMeanwhileStays() throws Exception {
    run(DW, NOW);
    publish(ORDERS, OLD, "g2");
    RetentionRules held = holding("dw.orders", "2015-05-17", "2015-05-17");

    run(held, AFTER_THE_GRACE);

    assertThat(file(ORDERS, OLD, "g1")).doesNotExist();
    assertThat(file(ORDERS, OLD, "g2")).exists();
    assertThat(catalog.location(ORDERS, OLD)).endsWith("/g2");
  }

  @Test
  void aRunThatIsStoppedAnywhereIsFinishedByTheNextAndAllIsToldOnce() throws Exception {
    int calls = callsOfAWholeRun();
    int changes = files.changes();
    assertThat(calls).isGreaterThan(5);
    assertThat(changes).isGreaterThan(5);
    for (int stop = 1; stop <= calls + changes; stop++) {
      createAnew();
      if (stop <= calls) {
        catalog.failAfter(stop);
      } else {
        files.failAfter(stop - calls);
      }
      try {
        run(DW, NOW);
      } catch (PublishException | IOException expected) {
        assertThat(expected).hasMessageContaining("stopped");
      }
      catalog.failAfter(Integer.MAX_VALUE);
      files.failAfter(Integer.MAX_VALUE);

      run(DW, NOW);

      assertThat(catalog.partitions(ORDERS)).as("stopped at %d", stop).containsExactly(YOUNG);
      assertThat(told())
          .as("stopped at %d", stop)
          .extracting(line -> line.path("partition_name").asText())
          .containsExactlyInAnyOrder("dt=2015-05-16/hour=23", "dt=2015-05-17/hour=10");
      assertThat(file(ORDERS, OLD, "g1")).as("stopped at %d", stop).exists();

      run(DW, AFTER_THE_GRACE);

      assertThat(root.resolve("dw/orders/dt=2015-05-17")).as("stopped at %d", stop).doesNotExist();
      assertThat(file(ORDERS, YOUNG, "g1")).as("stopped at %d", stop).exists();
    }
  }

  @Test
  void aTableThatIsNamedAndDoesNotExistStopsTheRunBeforeAnythingIsDropped() throws Exception {
    RetentionRules misspelt = holding("dw.order", "2015-05-17", "2015-05-17");

    assertThatThrownBy(() -> run(misspelt, NOW))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("There is no table dw.order,")
        .hasMessageContaining("nothing was dropped");
    assertThat(catalog.partitions(ORDERS)).containsExactly(OLDER, OLD, YOUNG);
  }

  @Test
  void onlyTablesByDayAreOfAZoneAndNoneThatAPublishHasBeside() throws Exception {
    TableName beside = new TableName("mart", "page_daily_next_w1");
    TableName own = new TableName("mart", "notes_without_days");
    catalog.create(beside, Map.of());
    catalog.create(own, Map.of());
    publish(PAGES, PartitionKey.parse("2015-05-17"), "g1");
    publish(beside, PartitionKey.parse("2015-05-17"), "g1");
    publish(own, PartitionKey.parse("2015-05-17"), "g1");

    run(RetentionJson.read("{\"zones\": {\"mart\": \"P31D\"}}", NO_HOLDS), NOW);

    assertThat(catalog.partitions(PAGES)).isEmpty();
    assertThat(catalog.partitions(beside)).hasSize(1);
    assertThat(catalog.partitions(own)).hasSize(1);
    assertThatThrownBy(
            () ->
                run(
                    RetentionJson.read(
                        "{\"tables\": {\"mart.notes_without_days\": \"P31D\"}}", NO_HOLDS),
                    NOW))
        .hasMessageContaining("mart.notes_without_days")
        .hasMessageContaining("is not partitioned by dt");
  }

  @Test
  void aPartitionWhoseFilesAreElsewhereStays() throws Exception {
    PartitionKey elsewhere = PartitionKey.parse("2015-05-15T00");
    Path place = Files.createDirectories(root.resolve("somebody/else"));
    catalog.add(ORDERS, elsewhere, place.toString());

    run(DW, NOW);

    assertThat(catalog.partitions(ORDERS)).containsExactly(elsewhere, YOUNG);
    assertThat(place).exists();
  }

  @Test
  void asManyAsThereAreAreDropped() throws Exception {
    for (int day = 1; day <= 14; day++) {
      for (int hour = 0; hour < 8; hour++) {
        publish(ORDERS, PartitionKey.parse("2015-02-%02dT%02d".formatted(day, hour)), "g1");
      }
    }

    RetentionRun.Result result = run(DW, NOW);

    assertThat(result.dropped()).isEqualTo(14 * 8 + 2);
    assertThat(told()).hasSize(14 * 8 + 2);
    assertThat(catalog.partitions(ORDERS)).containsExactly(YOUNG);
  }

  @Test
  void runsOfJobsGoTheSameWayThoughNobodyCountsTheirRows() throws Exception {
    PartitionKey day = PartitionKey.parse("2015-05-17");
    Path folder = Files.createDirectories(root.resolve("ops/job_runs/dt=2015-05-17"));
    Files.writeString(folder.resolve("curate.json"), "{}\n");
    catalog.add(RUNS, day, folder.toString());
    RetentionRules rules = RetentionJson.read("{\"zones\": {\"ops\": \"P31D\"}}", NO_HOLDS);

    run(rules, NOW);
    assertThat(folder).exists();
    run(rules, AFTER_THE_GRACE);

    assertThat(catalog.partitions(RUNS)).isEmpty();
    assertThat(folder).doesNotExist();
    assertThat(told())
        .singleElement()
        .satisfies(line -> assertThat(line.path("row_count").isNull()).isTrue());
  }

  @Test
  void reportsGoAtOnceAndAreTold() throws Exception {
    for (String day : List.of("2015-05-16", "2015-05-17", "2026-01-30")) {
      Path folder = Files.createDirectories(root.resolve("reports/dt=" + day));
      Files.writeString(folder.resolve("index.html"), "report");
    }
    RetentionRules rules =
        RetentionJson.read(
            "{\"zones\": {\"reports\": \"P31D\"}}",
            "{\"holds\": [{\"tables\": \"reports\", \"to\": \"2015-05-16\", \"reason\": \"Case 17\"}]}");

    RetentionRun.Result result = run(rules, NOW);

    assertThat(result).isEqualTo(new RetentionRun.Result(1, 1));
    assertThat(root.resolve("reports/dt=2015-05-16/index.html")).exists();
    assertThat(root.resolve("reports/dt=2015-05-17")).doesNotExist();
    assertThat(root.resolve("reports/dt=2026-01-30/index.html")).exists();
    assertThat(told()).extracting(line -> line.path("bytes").asLong()).containsOnlyOnce(6L);
  }

  @Test
  void aReportWhoseRunDiedIsToldByTheNext() throws Exception {
    Files.createDirectories(root.resolve("reports/dt=2015-05-17"));
    RetentionRules rules = RetentionJson.read("{\"zones\": {\"reports\": \"P31D\"}}", NO_HOLDS);
    // Tables, then the place where the log is shown.
    catalog.failAfter(4);
    assertThatThrownBy(() -> run(rules, NOW)).hasMessageContaining("stopped");
    catalog.failAfter(Integer.MAX_VALUE);
    assertThat(root.resolve("reports/dt=2015-05-17")).doesNotExist();
    assertThat(told()).isEmpty();

    run(rules, NOW);

    assertThat(told())
        .extracting(line -> line.path("partition_name").asText())
        .containsExactly("dt=2015-05-17");
  }

  @Test
  void liveDaysAreLeftToTheStream() throws Exception {
    TableName scores = new TableName("live", "risk_scores");
    catalog.create(scores, Map.of());
    catalog.add(scores, OLD, "anywhere");

    run(RetentionJson.read("{\"zones\": {\"live\": \"P31D\"}}", NO_HOLDS), NOW);

    assertThat(catalog.partitions(scores)).containsExactly(OLD);
    assertThat(told()).isEmpty();
  }

  @Test
  void aLiveTableThatNoStreamWritesIsRefusedBeforeAnythingIsDropped() throws Exception {
    catalog.create(new TableName("live", "notes"), Map.of());
    RetentionRules rules =
        RetentionJson.read(
            "{\"zones\": {\"dw\": \"P31D\"}, \"tables\": {\"live.notes\": \"P31D\"}}", NO_HOLDS);

    assertThatThrownBy(() -> run(rules, NOW))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("live.notes")
        .hasMessageContaining("written by no live view");
    assertThat(catalog.partitions(ORDERS)).contains(OLD);
  }

  @Test
  void withoutAFileOrWithAWrongOneNothingIsDropped() throws Exception {
    assertThatThrownBy(() -> RulesFolder.read(files, root.toString()))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("There is no file")
        .hasMessageContaining("retention.json");
    Files.writeString(root.resolve("retention.json"), "{\"zones\": {\"dw\": \"P31D\"}}");
    Files.writeString(root.resolve("legal-hold.json"), "{\"holds\": [{\"tables\": \"dw\"");
    assertThatThrownBy(() -> RulesFolder.read(files, root.toString()))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("legal-hold.json")
        .hasMessageContaining("Nothing was dropped");
  }

  private int callsOfAWholeRun() throws Exception {
    catalog.failAfter(Integer.MAX_VALUE);
    files.failAfter(Integer.MAX_VALUE);
    run(DW, NOW);
    return catalog.calls();
  }

  private void createAnew() throws Exception {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        if (!path.equals(root)) {
          Files.delete(path);
        }
      }
    }
    createTables();
  }

  private RetentionRun.Result run(RetentionRules rules, Instant now)
      throws IOException, PublishException {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    Generation generation = new Generation("w1_0");
    JobRun run =
        JobRun.begun(
            "retention",
            new Caller(Optional.empty(), 0),
            generation,
            List.of(),
            Optional.empty(),
            now);
    return new RetentionRun(
            catalog,
            files,
            root.toString(),
            Duration.ofHours(24),
            new RetentionLog(catalog, files, root.toString(), run, clock),
            clock)
        .run(rules, generation);
  }

  private static RetentionRules holding(String table, String from, String to) {
    return RetentionJson.read(
        "{\"zones\": {\"dw\": \"P31D\"}}",
        "{\"holds\": [{\"tables\": \"%s\", \"from\": \"%s\", \"to\": \"%s\", \"reason\": \"Case 17\"}]}"
            .formatted(table, from, to));
  }

  private void publish(TableName table, PartitionKey key, String generation) throws Exception {
    Path file = file(table, key, generation);
    OrcFiles.write(file, new OrcFiles.Row("/", 10, 0.1), new OrcFiles.Row("/cart", 3, 0.2));
    Files.writeString(file.resolveSibling("_as_of"), "2026-01-01T00:00:00Z");
    catalog.add(table, key, file.getParent().toString());
  }

  private Path file(TableName table, PartitionKey key, String generation) {
    return root.resolve(
        "%s/%s/%s/%s/part-0".formatted(table.database(), table.table(), key.name(), generation));
  }

  /** What readers of ops.retention find, by file and line. */
  private List<JsonNode> told() throws IOException {
    Path log = root.resolve("ops/retention");
    List<JsonNode> lines = new ArrayList<>();
    if (Files.exists(log)) {
      try (Stream<Path> all = Files.walk(log)) {
        for (Path file :
            all.filter(path -> path.toString().endsWith(".json"))
                .filter(path -> path.getParent().getFileName().toString().startsWith("dt="))
                .filter(path -> !path.getFileName().toString().startsWith("."))
                .sorted()
                .toList()) {
          for (String line : Files.readAllLines(file)) {
            lines.add(new ObjectMapper().readTree(line));
          }
        }
      }
    }
    return lines;
  }
}
