package io.millrace.warehouse.hql;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.health.HealthView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HqlFilesTest {

  private static final List<String> FEEDS = List.of("dw.activity", "dw.orders", "dw.transactions");

  private static final Map<FieldType, String> TYPES =
      Map.of(
          FieldType.STRING, "STRING",
          FieldType.INT, "INT",
          FieldType.LONG, "BIGINT",
          FieldType.DOUBLE, "DOUBLE",
          FieldType.BOOLEAN, "BOOLEAN",
          FieldType.MONEY, "DECIMAL(18,4)",
          FieldType.TIMESTAMP, "TIMESTAMP",
          FieldType.DATE, "DATE");

  static List<TableDefinition> tables() {
    return TableDefinition.all();
  }

  static List<Path> files() {
    return Statements.files();
  }

  @Test
  void everyTableOfTheDesignIsDeclared() {
    assertThat(tables())
        .extracting(TableDefinition::name)
        .contains(
            "raw.activity",
            "raw.orders",
            "raw.quarantine",
            "ops.job_runs",
            "ops.landing_commits",
            "ops.live_commits",
            "live.page_activity",
            "live.section_activity",
            "live.navigation",
            "live.geography",
            "live.order_windows",
            "live.transaction_windows",
            "live.payment_context",
            "live.risk_scores",
            "live.fraud_alerts",
            "live.fraud_second_alerts",
            "live.fraud_browsing_alerts",
            "ops.quarantine_replayed",
            "live.feed_health",
            "dw.activity",
            "dw.orders",
            "dw.sessions",
            "dw.users",
            "dw.customer_days",
            "dw.account_days",
            "dw.account_features",
            "dw.risk_scores",
            "dw.fraud_alerts");
  }

  @Test
  void theTableOfFeedHealthHasTheColumnsThatItsFilesHave() {
    List<String> files =
        HealthView.SHAPE.table().columns().stream()
            .map(column -> column.name() + " " + TYPES.get(column.type()))
            .toList();

    TableDefinition table = TableDefinition.of("live.feed_health");

    assertThat(written(table.columns())).isEqualTo(files);
    assertThat(written(table.partitions()))
        .containsExactly("log STRING", "dt STRING", "hour STRING");
  }

  @ParameterizedTest
  @ValueSource(strings = {"activity", "orders"})
  void rawTablesHaveTheFeedsFieldsAndWhereTheyCameFrom(String name) throws Exception {
    Feed feed = FeedCatalog.load(Path.of("../conf/feeds")).require(name);
    List<String> expected = new ArrayList<>();
    for (Field field : feed.fields()) {
      expected.add(field.name() + " " + TYPES.get(field.type()));
    }
    expected.addAll(
        List.of(
            "kafka_partition INT",
            "kafka_offset BIGINT",
            "kafka_time TIMESTAMP",
            "ingest_time TIMESTAMP"));

    TableDefinition table = TableDefinition.of("raw." + name);

    assertThat(written(table.columns())).isEqualTo(expected);
    assertThat(written(table.partitions())).containsExactly("dt STRING", "hour STRING");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void tablesAreExternalCommentedAndNeverDiscovered(TableDefinition table) {
    assertThat(table.statement())
        .contains("'discover.partitions' = 'false'")
        .contains("'external.table.purge' = 'false'")
        .contains("LOCATION '/millrace/")
        .containsPattern("\\)\nCOMMENT '");
    long columns = table.statement().lines().filter(l -> l.startsWith("  ")).count();
    assertThat(table.columns()).isNotEmpty();
    assertThat(table.statement().split("COMMENT '", -1).length - 2)
        .as("comments of %d lines of columns", columns)
        .isEqualTo(table.columns().size() + table.partitions().size());
    assertThat(table.comments().values()).allSatisfy(c -> assertThat(c).hasSizeBetween(2, 255));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void eachTableSaysWhoAnswersForIt(TableDefinition table) {
    assertThat(table.owner()).isIn("data-platform", "warehouse", "fraud");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void curatedTablesAndMartsAreOrc(TableDefinition table) {
    if (table.name().startsWith("dw.") || table.name().startsWith("mart.")) {
      assertThat(table.statement()).contains("STORED AS ORC").contains("'orc.compress' = 'ZSTD'");
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void curatedFeedsAndWhatIsCountedByHourAreByHourAndWhatIsCountedByDayIsByDay(
      TableDefinition table) {
    if (table.name().startsWith("dw.")) {
      List<String> keys =
          FEEDS.contains(table.name()) ? List.of("dt STRING", "hour STRING") : List.of("dt STRING");
      assertThat(written(table.partitions())).isEqualTo(keys);
    } else if (table.name().startsWith("mart.") && table.name().endsWith("_daily")) {
      assertThat(written(table.partitions())).containsExactly("dt STRING");
    } else if (table.name().startsWith("mart.") && table.name().endsWith("_hourly")) {
      assertThat(written(table.partitions())).containsExactly("dt STRING", "hour STRING");
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void semicolonsEndStatementsAndNothingElse(Path file) {
    // Clients cut files into statements at semicolons, some without regard to quotes and comments.
    assertThat(Statements.text(file).lines())
        .allSatisfy(line -> assertThat(line.indexOf(';')).isIn(-1, line.length() - 1));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileBeginsByTellingWhatItIsFor(Path file) {
    assertThat(Statements.text(file)).startsWith("-- ");
    assertThat(Statements.text(file)).doesNotContain("\t").endsWith(";\n");
  }

  private static List<String> written(Map<String, String> columns) {
    return columns.entrySet().stream().map(c -> c.getKey() + " " + c.getValue()).toList();
  }
}
