package io.millrace.warehouse.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.retention.RetentionJson;
import io.millrace.model.retention.RetentionRules;
import io.millrace.warehouse.publish.MemoryCatalog;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogPlanTest {

  private static final TableName RAW = new TableName("raw", "parking");
  private static final LocalDate TODAY = LocalDate.parse("2026-01-01");
  private static final String NO_HOLD = "{\"holds\": []}";

  @TempDir private Path root;
  private final MemoryCatalog catalog = new MemoryCatalog();

  @Test
  void whatLandingWouldDropIsShownWithAllThatLiesInItsDays() throws Exception {
    land("2025-11-30T10", "2025-12-01T10", "2025-12-01T11", "2025-12-02T10");
    Path compacted = Files.createDirectories(root.resolve("raw/parking/dt=2025-12-01/hour=10.abc"));
    Files.writeString(compacted.resolve("1.parquet"), "1234");

    LogPlan plan = plan("retention: {raw: P30D}", NO_HOLD).get(0);

    assertThat(plan.table()).isEqualTo("raw.parking");
    assertThat(plan.dropped().keySet())
        .extracting(PartitionKey::toString)
        .containsExactly("2025-11-30T10", "2025-12-01T10", "2025-12-01T11");
    assertThat(plan.held()).isEmpty();
    assertThat(plan.bytes()).isEqualTo(4);
  }

  @Test
  void whatAHoldKeepsIsShown() throws Exception {
    land("2025-11-30T10", "2025-12-01T10");

    LogPlan plan =
        plan(
                "retention: {raw: P30D}",
                "{\"holds\": [{\"tables\": [\"raw.*\"], \"from\": \"2025-12-01\", \"reason\": \"a case\"}]}")
            .get(0);

    assertThat(plan.dropped()).hasSize(1);
    assertThat(plan.held()).containsOnlyKeys(PartitionKey.parse("2025-12-01T10"));
  }

  @Test
  void ofAFeedWithoutAPeriodNothingIsLookedAt() throws Exception {
    assertThat(plan("", NO_HOLD)).isEmpty();
  }

  @Test
  void whatLiveLogsWouldDropAndWhatIsHeldIsShownByTableAndLog() throws Exception {
    // given two tables of one log each, and one that two logs share
    TableName scores = new TableName("live", "risk_scores");
    TableName pages = new TableName("live", "page_activity");
    TableName health = new TableName("live", "feed_health");
    for (TableName table : List.of(scores, pages, health)) {
      catalog.create(table, Map.of());
    }
    catalog.add(scores, PartitionKey.parse("2025-11-30T10"), "anywhere");
    catalog.add(scores, PartitionKey.parse("2025-12-01T10"), "anywhere");
    catalog.add(pages, PartitionKey.parse("2010-12-01T10"), "anywhere");
    catalog.addOf("health_orders", health, PartitionKey.parse("2025-10-01T10"));
    catalog.addOf("health_visits", health, PartitionKey.parse("2025-10-02T10"));
    Path day =
        Files.createDirectories(
            root.resolve("live/feed_health/log=health_visits/dt=2025-10-02/hour=10"));
    Files.writeString(day.resolve("1.parquet"), "123");

    // when
    List<LogPlan> plans =
        LogPlan.live(
            RetentionJson.read(
                "{\"zones\": {\"live\": \"P31D\"}, \"tables\": {\"live.page_activity\": \"forever\"}}",
                "{\"holds\": [{\"tables\": [\"live.risk_scores\"], \"from\": \"2025-11-30\", \"reason\": \"a case\"}]}"),
            inventory(),
            TODAY);

    // then
    assertThat(plans)
        .extracting(plan -> plan.table() + plan.dropped().keySet() + plan.held().keySet())
        .containsExactlyInAnyOrder(
            "live.risk_scores[][2025-11-30T10]",
            "live.feed_health[2025-10-01T10][]",
            "live.feed_health[2025-10-02T10][]");
    assertThat(plans.stream().mapToLong(LogPlan::bytes).sum()).isEqualTo(3);
    assertThat(LogPlan.live(RetentionJson.read("{}", NO_HOLD), inventory(), TODAY)).isEmpty();
  }

  private void land(String... hours) throws Exception {
    catalog.create(RAW, Map.of());
    for (String hour : hours) {
      catalog.add(RAW, PartitionKey.parse(hour), "anywhere");
    }
  }

  private List<LogPlan> plan(String setting, String holds) throws Exception {
    Feed feed =
        FeedCatalog.parse(
            "parking",
            """
            feed: parking
            key: [id]
            event_time: at
            id: id
            %s
            """
                .formatted(setting),
            """
            {"type": "record", "name": "parking", "doc": "A car park.", "fields": [
              {"name": "id", "type": "string", "doc": "Reading."},
              {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "When."}
            ]}
            """);
    RetentionRules rules = RetentionJson.read("{}", holds);
    return LogPlan.of(rules, feed, inventory(), TODAY);
  }

  private Inventory inventory() throws Exception {
    FileSystem files = FileSystem.newInstanceLocal(new Configuration());
    return new Inventory(catalog, files, root.toString());
  }
}
