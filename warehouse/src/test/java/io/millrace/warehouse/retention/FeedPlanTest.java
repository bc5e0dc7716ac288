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

class FeedPlanTest {

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

    FeedPlan plan = plan("retention: {raw: P30D}", NO_HOLD).get(0);

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

    FeedPlan plan =
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

  private void land(String... hours) throws Exception {
    catalog.create(RAW, Map.of());
    for (String hour : hours) {
      catalog.add(RAW, PartitionKey.parse(hour), "anywhere");
    }
  }

  private List<FeedPlan> plan(String setting, String holds) throws Exception {
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
    FileSystem files = FileSystem.newInstanceLocal(new Configuration());
    return FeedPlan.of(rules, feed, new Inventory(catalog, files, root.toString()), TODAY);
  }
}
