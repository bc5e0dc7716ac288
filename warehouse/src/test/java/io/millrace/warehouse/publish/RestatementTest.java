package io.millrace.warehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.quality.Quality;
import io.millrace.warehouse.quality.Gate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A number that changed is told with its reason, and one that did not is not. */
class RestatementTest {

  private static final TableName ORDERS = new TableName("dw", "orders");
  private static final TableName ACTIVITY = new TableName("dw", "activity");
  private static final PartitionKey TEN = PartitionKey.parse("2015-05-17T10");
  private static final PartitionKey ELEVEN = PartitionKey.parse("2015-05-17T11");
  private static final LocalDate DAY = TEN.day();
  private static final OrcFiles.Row HOME = new OrcFiles.Row("/", 10, 0.1);
  private static final OrcFiles.Row CART = new OrcFiles.Row("/cart", 3, 0.2);

  @TempDir private Path root;
  private final MemoryCatalog catalog = new MemoryCatalog();
  private Publisher publisher;

  @BeforeEach
  void createTable() throws IOException {
    catalog.create(ORDERS, Map.of());
    catalog.create(ACTIVITY, Map.of());
    publisher =
        new Publisher(
            catalog,
            FileSystem.getLocal(new Configuration()),
            root.toString(),
            Duration.ofHours(24),
            Clock.systemUTC());
  }

  @Test
  void whatIsPublishedFirstRestatesNothing() throws Exception {
    publish("g1", 7, HOME);

    assertThat(told()).isEmpty();
  }

  @Test
  void anHourThatGainedRowsIsToldWithTheBatchesThatBroughtThem() throws Exception {
    publish("g1", 7, HOME);
    publish("g2", 9, HOME, CART);

    assertThat(told())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("table_name").asText()).isEqualTo("dw.orders");
              assertThat(line.path("partition").asText()).isEqualTo("2015-05-17T10");
              assertThat(line.path("rows_before").asLong()).isEqualTo(1);
              assertThat(line.path("rows_after").asLong()).isEqualTo(2);
              assertThat(line.path("generation").asText()).isEqualTo("g2");
              assertThat(line.path("replaced_generation").asText()).isEqualTo("g1");
              assertThat(line.path("batches")).hasSize(1);
              assertThat(line.path("batches").get(0).asText()).isEqualTo("orders 8..9");
            });
    assertThat(catalog.partitions(new TableName("ops", "restatements"))).hasSize(1);
  }

  @Test
  void theSameRowsComputedAgainAreNotTold() throws Exception {
    publish("g1", 7, HOME, CART);
    publish("g2", 7, HOME, CART);

    assertThat(told()).isEmpty();
  }

  @Test
  void aMartThatChangedIsToldWithTheBatchesOfTheHoursThatItWasMadeFrom() throws Exception {
    Marts marts = marts();
    publish("w1_0_a1b2c3d4", 7, HOME);
    write("w1_0", HOME);
    marts.publish(new Generation("w1_0"), List.of(DAY));

    publish("w2_0_a1b2c3d4", 9, HOME, CART);
    write("w2_0", CART);
    marts.publish(new Generation("w2_0"), List.of(DAY));

    assertThat(told())
        .filteredOn(line -> line.path("table_name").asText().equals("mart.page_daily"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("rows_before").asLong()).isEqualTo(1);
              assertThat(line.path("rows_after").asLong()).isEqualTo(1);
              assertThat(line.path("batches").get(0).asText()).isEqualTo("orders 8..9");
            });
  }

  @Test
  void anHourOfAMartIsToldWithTheBatchesOfItsOwnHour() throws Exception {
    // given two hours of which later another batch brings rows to each
    Marts marts = marts();
    curate("w1_0_a1b2c3d4", Map.of(TEN, 7L, ELEVEN, 7L), HOME);
    writeHours("w1_0", HOME);
    marts.publishHours(new Generation("w1_0"), List.of(TEN.eventHour(), ELEVEN.eventHour()));

    // when
    curate("w2_0_a1b2c3d4", Map.of(TEN, 8L, ELEVEN, 9L), HOME, CART);
    writeHours("w2_0", CART);
    marts.publishHours(new Generation("w2_0"), List.of(TEN.eventHour(), ELEVEN.eventHour()));

    // then
    assertThat(told())
        .filteredOn(line -> line.path("table_name").asText().equals("mart.performance_hourly"))
        .extracting(
            line -> line.path("partition").asText(), line -> line.path("batches").toString())
        .containsExactlyInAnyOrder(
            tuple("2015-05-17T10", "[\"activity 8..8\"]"),
            tuple("2015-05-17T11", "[\"activity 8..9\"]"));
  }

  @Test
  void aRunThatDiesAfterItsSwapIsToldOfByTheNext() throws Exception {
    publish("g1", 7, HOME);
    die("g2", 9, HOME, CART);
    assertThat(told()).isEmpty();

    publish("g3", 9, HOME, CART);

    assertThat(told())
        .singleElement()
        .satisfies(line -> assertThat(line.path("generation").asText()).isEqualTo("g2"));
  }

  @Test
  void ofARunThatDiesBeforeItsSwapNothingIsTold() throws Exception {
    publish("g1", 7, HOME);
    stage("g2", HOME, CART);
    catalog.failAfter(2);
    try {
      publisher.publish(ORDERS, new Generation("g2"), Map.of(TEN, written(9, 2)));
    } catch (PublishException expected) {
      assertThat(expected).hasMessage("stopped");
    }
    catalog.failAfter(Integer.MAX_VALUE);

    publish("g3", 7, HOME);

    assertThat(told()).isEmpty();
  }

  private Marts marts() throws IOException {
    Marts.TABLES.forEach(table -> catalog.create(new TableName("mart", table), Map.of()));
    return new Marts(
        catalog,
        FileSystem.getLocal(new Configuration()),
        root.toString(),
        Duration.ofHours(24),
        Quality.NONE,
        new Gate(sql -> List.of(), Clock.systemUTC()),
        new PartitionUse(),
        Clock.systemUTC());
  }

  /** Makes hours of dw.activity of the same rows. */
  private void curate(String generation, Map<PartitionKey, Long> lastSeqs, OrcFiles.Row... rows)
      throws Exception {
    Map<PartitionKey, Written> written = new TreeMap<>();
    for (Map.Entry<PartitionKey, Long> hour : lastSeqs.entrySet()) {
      OrcFiles.write(
          root.resolve(
              "dw/activity/_next/%s/%s/part-0".formatted(generation, hour.getKey().name())),
          rows);
      written.put(
          hour.getKey(),
          Written.of(rows.length, Instant.now(), "activity", OptionalLong.of(hour.getValue())));
    }
    publisher.publish(ACTIVITY, new Generation(generation), written);
  }

  /** As the script of hours does: each hour has a row. */
  private void writeHours(String generation, OrcFiles.Row row) throws IOException {
    for (PartitionKey hour : List.of(TEN, ELEVEN)) {
      OrcFiles.write(
          root.resolve(
              "mart/performance_hourly/_next/%s/%s/part-0".formatted(generation, hour.name())),
          row);
    }
    Published place = new Published("", OptionalLong.empty());
    catalog.create(
        new TableName("mart", new Generation(generation).nextTable("performance_hourly")),
        Map.of(TEN, place, ELEVEN, place));
  }

  /** As the marts' scripts do: only page_daily has a row. */
  private void write(String generation, OrcFiles.Row row) throws IOException {
    for (String mart : Marts.TABLES) {
      Generation written = new Generation(generation);
      boolean hasRows = mart.equals("page_daily");
      catalog.create(
          new TableName("mart", written.nextTable(mart)),
          hasRows
              ? Map.of(PartitionKey.of(DAY), new Published("", OptionalLong.empty()))
              : Map.of());
      if (hasRows) {
        OrcFiles.write(
            root.resolve("mart/%s/_next/%s/dt=%s/part-0".formatted(mart, generation, DAY)), row);
      }
    }
  }

  private void publish(String generation, long lastSeq, OrcFiles.Row... rows) throws Exception {
    stage(generation, rows);
    publisher.publish(
        ORDERS, new Generation(generation), Map.of(TEN, written(lastSeq, rows.length)));
  }

  /** Publishes as far as the swap goes, and not a step further. */
  private void die(String generation, long lastSeq, OrcFiles.Row... rows) throws Exception {
    publish(generation, lastSeq, rows);
    hide(generation);
  }

  private void hide(String generation) throws IOException {
    for (Path file : files()) {
      if (file.getFileName().toString().startsWith(generation)) {
        String day = file.getParent().getFileName().toString().substring("dt=".length());
        Files.move(
            file, root.resolve("ops/restatements/.pending/" + day + "_" + file.getFileName()));
      }
    }
  }

  private static Written written(long lastSeq, int rows) {
    return Written.of(rows, Instant.now(), "orders", OptionalLong.of(lastSeq));
  }

  private void stage(String generation, OrcFiles.Row... rows) throws IOException {
    OrcFiles.write(
        root.resolve("dw/orders/_next/%s/%s/part-0".formatted(generation, TEN.name())), rows);
  }

  private List<JsonNode> told() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (Path file : files()) {
      for (String line : Files.readAllLines(file)) {
        lines.add(new ObjectMapper().readTree(line));
      }
    }
    return lines;
  }

  private List<Path> files() throws IOException {
    Path folder = root.resolve("ops/restatements");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getParent().getFileName().toString().startsWith("dt="))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList();
    }
  }
}
