package io.millrace.warehouse.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.landing.Freshness;
import io.millrace.model.landing.LandingPaths;
import io.millrace.warehouse.hql.TableDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Up to when tables are told to be complete, on 2026-01-05 at half past noon. */
class FreshnessLogTest {

  private static final TableName RAW = new TableName("raw", "orders");
  private static final TableName CURATED = new TableName("dw", "orders");
  private static final TableName REVENUE = new TableName("mart", "revenue_daily");
  private static final Instant NOW = Instant.parse("2026-01-05T12:30:00Z");

  @TempDir private Path root;
  private final MemoryCatalog catalog = new MemoryCatalog();

  @BeforeEach
  void createTables() {
    catalog.create(RAW, Map.of());
    catalog.create(CURATED, Map.of());
    catalog.create(REVENUE, Map.of());
  }

  @Test
  void hoursInARowAreCompleteAndThoseThatNeverLandedAreNoHole() throws Exception {
    // given
    landAndClose("2026-01-05T08", "2026-01-05T09", "2026-01-05T11");

    // when
    Freshness told = tell(CURATED, "2026-01-05T08", "2026-01-05T09", "2026-01-05T11");

    // then
    assertThat(told)
        .isEqualTo(
            new Freshness(
                "dw.orders",
                Optional.of(Instant.parse("2026-01-05T12:00:00Z")),
                Optional.empty(),
                Optional.of("2026-01-05T08"),
                Optional.of("2026-01-05T11"),
                NOW));
  }

  @Test
  void anHourThatWasNotMadeIsNamedAndWhatLiesBehindItDoesNotCount() throws Exception {
    // given
    landAndClose("2026-01-05T07", "2026-01-05T08", "2026-01-05T09", "2026-01-05T10");

    // when
    Freshness told = tell(CURATED, "2026-01-05T08", "2026-01-05T10");

    // then what has landed before the table's first hour is none
    assertThat(told.completeUntil()).contains(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(told.missing()).contains("2026-01-05T09");
    assertThat(told.last()).contains("2026-01-05T10");

    // and once it is made
    Freshness mended = tell(CURATED, "2026-01-05T08", "2026-01-05T09", "2026-01-05T10");
    assertThat(mended.completeUntil()).contains(Instant.parse("2026-01-05T11:00:00Z"));
    assertThat(mended.missing()).isEmpty();
  }

  @Test
  void aHoleThatOpensInWhatWasCompleteShows() throws Exception {
    // given
    landAndClose("2026-01-05T08", "2026-01-05T10");
    assertThat(tell(CURATED, "2026-01-05T08", "2026-01-05T10").completeUntil())
        .contains(Instant.parse("2026-01-05T11:00:00Z"));

    // when a history lands between
    landAndClose("2026-01-05T08", "2026-01-05T09", "2026-01-05T10");
    Freshness told = tell(CURATED, "2026-01-05T08", "2026-01-05T10");

    // then
    assertThat(told.completeUntil()).contains(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(told.missing()).contains("2026-01-05T09");
  }

  @Test
  void anHourThatIsOpenIsNotCompleteThoughItIsThereAndNotMissingThoughItIsNot() throws Exception {
    // given
    landAndClose("2026-01-05T08");
    land("2026-01-05T08", "2026-01-05T09", "2026-01-05T10");

    // when
    Freshness told = tell(CURATED, "2026-01-05T08", "2026-01-05T09");

    // then
    assertThat(told.completeUntil()).contains(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(told.missing()).isEmpty();
  }

  @Test
  void closedHoursInWhichNothingLandedAreComplete() throws Exception {
    // given
    landAndClose("2026-01-05T08");
    close("2026-01-05T09", "2026-01-05T10");

    // then
    assertThat(tell(CURATED, "2026-01-05T08").completeUntil())
        .contains(Instant.parse("2026-01-05T11:00:00Z"));
  }

  @Test
  void aDayIsCompleteOnceItIsOverAndItsHoursAreClosed() throws Exception {
    // given
    landAndClose("2026-01-03T08", "2026-01-04T08", "2026-01-05T08");
    land("2026-01-03T08", "2026-01-04T08", "2026-01-04T23", "2026-01-05T08");

    // when
    Freshness open = tell(REVENUE, "2026-01-03", "2026-01-04", "2026-01-05");
    close("2026-01-04T23");
    Freshness told = tell(REVENUE, "2026-01-03", "2026-01-04", "2026-01-05");

    // then
    assertThat(open.completeUntil()).contains(Instant.parse("2026-01-04T00:00:00Z"));
    assertThat(told.completeUntil()).contains(Instant.parse("2026-01-05T00:00:00Z"));
  }

  @Test
  void aDayThatWasNotMadeIsNamed() throws Exception {
    landAndClose("2026-01-01T08", "2026-01-02T08", "2026-01-04T08");

    Freshness told = tell(REVENUE, "2026-01-01", "2026-01-04");

    assertThat(told.completeUntil()).contains(Instant.parse("2026-01-02T00:00:00Z"));
    assertThat(told.missing()).contains("2026-01-02");
  }

  @Test
  void whatIsNotSwappedInAnewKeepsItsTime() throws Exception {
    // given
    landAndClose("2026-01-05T08");
    tell(CURATED, "2026-01-05T08");

    // when
    log(NOW.plusSeconds(60)).tell(CURATED, false);

    // then
    assertThat(told(CURATED).publishedAt()).isEqualTo(NOW);
  }

  @Test
  void whoeverPublishesTellsIt() throws Exception {
    // given
    landAndClose("2026-01-05T08");
    Path folder = root.resolve("dw/orders/_next/g/dt=2026-01-05/hour=08");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("part-0"), "g");

    // when
    new Publisher(
            catalog,
            FileSystem.getLocal(new Configuration()),
            root.toString(),
            Duration.ofHours(24),
            Clock.fixed(NOW, ZoneOffset.UTC))
        .publish(
            CURATED,
            new Generation("g"),
            Map.of(
                PartitionKey.parse("2026-01-05T08"),
                Written.of(1, Instant.now(), "orders", OptionalLong.of(1))));

    // then
    assertThat(told(CURATED).completeUntil()).contains(Instant.parse("2026-01-05T09:00:00Z"));
    assertThat(told(CURATED).publishedAt()).isEqualTo(NOW);
  }

  @Test
  void aRowHasTheColumnsOfTheTable() throws Exception {
    landAndClose("2026-01-05T08");

    JsonNode row = new ObjectMapper().readTree(tell(CURATED, "2026-01-05T08").json());

    assertThat(row.fieldNames())
        .toIterable()
        .containsExactlyElementsOf(TableDefinition.of("ops.freshness").columns().keySet());
  }

  @Test
  void eachTableOfTheWarehouseHasTheFeedsThatItIsMadeOf() {
    assertThat(Sources.of(new TableName("dw", "rides")))
        .isEqualTo(new Sources(List.of("rides"), Sources.Grain.HOUR));
    assertThat(Sources.of(new TableName("dw", "sessions")))
        .isEqualTo(new Sources(List.of("activity"), Sources.Grain.DAY));
    assertThat(Sources.of(new TableName("mart", "geography_daily")).feeds())
        .containsExactly("activity", "orders");
    assertThat(Sources.of(new TableName("mart", "performance_hourly")))
        .isEqualTo(new Sources(List.of("activity"), Sources.Grain.HOUR));
    Sources retention = Sources.of(new TableName("mart", "retention"));
    assertThat(retention.partitionOf(PartitionKey.parse("2026-01-04T08")))
        .isEqualTo(PartitionKey.parse("2025-12-29"));
    assertThat(retention.end(PartitionKey.parse("2025-12-29")))
        .isEqualTo(Instant.parse("2026-01-05T00:00:00Z"));
  }

  private Freshness tell(TableName table, String... there) throws Exception {
    catalog.create(table, partitions(there));
    log(NOW).tell(table, true);
    return told(table);
  }

  private FreshnessLog log(Instant now) throws IOException {
    return new FreshnessLog(
        catalog,
        FileSystem.getLocal(new Configuration()),
        root.toString(),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private Freshness told(TableName table) throws IOException {
    Path file = Path.of(Freshness.path(root.toString(), table.toString()));
    return Freshness.parse(Files.readString(file)).orElseThrow();
  }

  private void landAndClose(String... hours) throws IOException {
    land(hours);
    close(hours);
  }

  private void land(String... hours) {
    catalog.create(RAW, partitions(hours));
  }

  private void close(String... hours) throws IOException {
    LandingPaths paths = new LandingPaths(root.toString(), "orders");
    for (String hour : hours) {
      Path flag = Path.of(paths.closedFlag(hour.substring(0, 10), hour.substring(11)));
      Files.createDirectories(flag.getParent());
      Files.writeString(flag, "{}");
    }
  }

  private static Map<PartitionKey, Published> partitions(String... names) {
    Map<PartitionKey, Published> partitions = new TreeMap<>();
    Stream.of(names)
        .forEach(
            name ->
                partitions.put(
                    PartitionKey.parse(name), new Published("/nowhere", OptionalLong.empty())));
    return partitions;
  }
}
