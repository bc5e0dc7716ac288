package io.millrace.warehouse.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hive.ql.parse.ASTNode;
import org.apache.hadoop.hive.ql.parse.BaseSemanticAnalyzer;
import org.apache.hadoop.hive.ql.parse.HiveParser;
import org.apache.hadoop.hive.ql.parse.ParseDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedTablesTest {

  private static final String YAML =
      """
      feed: visits
      key: [id]
      event_time: at
      id: id
      """;

  @Test
  void tablesHaveTheFeedsFieldsThenWhereEachRecordCameFrom() {
    FeedTables tables = FeedTables.of(feed("Who.", "string"), List.of(column("extra", "STRING")));

    assertThat(tables.raw().columns())
        .extracting(c -> c.name() + " " + c.type())
        .containsExactly(
            "id STRING",
            "at TIMESTAMP",
            "more STRING",
            "kafka_partition INT",
            "kafka_offset BIGINT",
            "kafka_time TIMESTAMP",
            "ingest_time TIMESTAMP");
    assertThat(tables.curated().columns())
        .extracting(TableColumn::name)
        .containsExactly(
            "id", "at", "more", "kafka_partition", "kafka_offset", "kafka_time", "extra");
    for (FeedTable table : tables.all()) {
      assertThat(table.partitions())
          .extracting(column -> column.name() + " " + column.type())
          .containsExactly("dt STRING", "hour STRING");
    }
    assertThat(tables.raw().create())
        .contains("STORED AS PARQUET\nLOCATION '/millrace/raw/visits'")
        .contains("`at` TIMESTAMP COMMENT 'When.'");
    assertThat(tables.curated().create()).contains("STORED AS ORC\nLOCATION '/millrace/dw/visits'");
  }

  @Test
  void aFieldThatCurationAddsTooIsRefused() {
    assertThatThrownBy(
            () -> FeedTables.of(feed("Who.", "string"), List.of(column("more", "STRING"))))
        .hasMessageContaining("more")
        .hasMessageContaining("dw.visits");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bob's \"own\"; DROP TABLE raw.orders; --",
        "'); DROP DATABASE raw CASCADE; --",
        "back\\slash \\' and `ticks` \\",
        "${env:HOME} ${hiveconf:x} $$",
        "line one\nline two\r\n\tthree",
        "Größe, 顧客, 😀",
        "/* no comment */ -- none",
      })
  void whateverADescriptionSaysHiveReadsItAsOneCommentAndNothingElse(String doc) throws Exception {
    // given
    FeedTable table = FeedTables.of(feed(doc, "string"), List.of()).raw();

    // when Hive's own parser reads the statement
    String statement = table.create();
    ASTNode create = (ASTNode) parse(statement).getChild(0);

    // then
    assertThat(create.getType()).isEqualTo(HiveParser.TOK_CREATETABLE);
    assertThat(comments(create)).containsEntry("more", doc.strip().replaceAll("\\s+", " "));
    assertThat(statement).doesNotContain(";").doesNotContain("${");
  }

  @Test
  void aCommentThatIsTooLongForAMetastoreIsCut() {
    TableColumn column = column("a", "INT", "x".repeat(253) + "😀".repeat(10));

    assertThat(column.comment()).hasSizeLessThanOrEqualTo(255).endsWith("x…");
  }

  @Test
  void namesThatAreWordsOfTheLanguageAreNames() {
    FeedTable table = FeedTables.of(feed("x", "string", "order", "select"), List.of()).raw();

    assertThatCode(() -> parse(table.create())).doesNotThrowAnyException();
    assertThatCode(() -> parse(new MaskedView(table, Set.of("select")).create()))
        .doesNotThrowAnyException();
  }

  @Test
  void aTableThatIsAsItShouldBeIsLeftAlone() {
    FeedTable table = FeedTables.of(feed("Who.", "string"), List.of()).raw();

    assertThat(TableChange.of(table, Optional.of(state(table))).isNothing()).isTrue();
  }

  @Test
  void aNewFieldIsAddedToTheTableAndPartitionsAreLeftToTheirWriter() throws Exception {
    // given
    FeedTable before = FeedTables.of(feed("Who.", "string"), List.of()).raw();
    FeedTable after = FeedTables.of(feed("Who.", "string", "campaign"), List.of()).raw();

    // when
    TableChange change = TableChange.of(after, Optional.of(state(before)));

    // then
    assertThat(change.obstacles()).isEmpty();
    assertThat(change.summary()).containsExactly("raw.visits: added column campaign");
    assertThat(change.statements()).hasSize(1);
    assertThat(change.statements().get(0))
        .startsWith("ALTER TABLE `raw`.`visits` ADD COLUMNS (\n  `campaign` STRING COMMENT")
        .endsWith("\n)");
    assertThatCode(() -> parse(change.statements().get(0))).doesNotThrowAnyException();
  }

  @Test
  void aColumnOfAnotherTypeIsInTheWay() {
    // given
    FeedTable ofInt = FeedTables.of(feed("Who.", "int"), List.of()).raw();
    FeedTable ofLong = FeedTables.of(feed("Who.", "long"), List.of()).raw();

    // when
    TableChange change = TableChange.of(ofLong, Optional.of(state(ofInt)));

    // then
    assertThat(change.obstacles())
        .containsExactly("raw.visits has column more of type INT, needed BIGINT");
    assertThat(change.statements()).isEmpty();
  }

  @Test
  void aCuratedTableByDayIsInTheWayAndTheWayOutIsTold() {
    // given the layout of earlier versions
    FeedTable wanted = FeedTables.of(feed("Who.", "int"), List.of()).curated();
    List<TableColumn> columns = new ArrayList<>(wanted.columns());
    columns.add(wanted.partitions().get(1));
    TableState there =
        new TableState(
            false,
            columns,
            wanted.partitions().subList(0, 1),
            Map.of("comment", wanted.comment(), "millrace.owner", wanted.owner()));

    // when
    TableChange change = TableChange.of(wanted, Optional.of(there));

    // then
    assertThat(change.statements()).isEmpty();
    assertThat(change.obstacles()).hasSize(1);
    assertThat(change.obstacles().get(0))
        .startsWith("dw.visits is partitioned by dt, needed dt, hour; its rows can be computed")
        .contains(
            "DROP TABLE dw.visits",
            "-rm -r /millrace/dw/visits",
            "millrace feed apply visits",
            "millrace workflow run daily --days");
  }

  @Test
  void aMartByDayOfWhichHoursAreWrittenIsInTheWayAndTheWayOutIsTold() {
    // given the layout of earlier versions
    TableState there =
        new TableState(
            false,
            List.of(column("page", "STRING"), column("hour", "STRING")),
            List.of(column("dt", "STRING")),
            Map.of());

    // then
    assertThat(MartLayout.obstacle("performance_hourly", there).orElseThrow())
        .startsWith("mart.performance_hourly is partitioned by dt, needed dt, hour")
        .contains(
            "AS SELECT * FROM mart.performance_hourly",
            "DROP TABLE mart.performance_hourly",
            "-rm -r /millrace/mart/performance_hourly",
            "millrace feed apply --all",
            "millrace workflow backfill --from DAY --to DAY --only marts");
    assertThat(MartLayout.obstacle("page_daily", there)).isEmpty();
  }

  @Test
  void aColumnThatNoDeclarationHasAnyMoreStays() {
    FeedTable wide = FeedTables.of(feed("Who.", "int"), List.of(column("extra", "INT"))).curated();
    FeedTable narrow = FeedTables.of(feed("Who.", "int"), List.of()).curated();

    assertThat(TableChange.of(narrow, Optional.of(state(wide))).isNothing()).isTrue();
  }

  @Test
  void anotherCommentIsTakenOverWithoutTouchingPartitions() {
    FeedTable before = FeedTables.of(feed("Who.", "int"), List.of()).raw();
    FeedTable after = FeedTables.of(feed("Who it's for.", "int"), List.of()).raw();

    TableChange change = TableChange.of(after, Optional.of(state(before)));

    assertThat(change.statements())
        .containsExactly(
            "ALTER TABLE `raw`.`visits` CHANGE COLUMN `more` `more` INT COMMENT 'Who it\\u0027s for.'");
  }

  @Test
  void theOwnerIsSaidOfATableThatWasMadeWithoutOrHasAnother() throws Exception {
    // given
    Feed feed = feed("Who.", "int");
    FeedTable table = FeedTables.of(feed, List.of()).raw();
    FeedTable other = FeedTables.of(feed.toBuilder().owner("web").build(), List.of()).raw();
    TableState before =
        new TableState(
            false, table.columns(), table.partitions(), Map.of("comment", table.comment()));

    // when
    TableChange change = TableChange.of(table, Optional.of(before));

    // then
    assertThat(table.create()).contains("'millrace.owner' = 'data-platform')");
    assertThat(change.summary()).containsExactly("raw.visits: owner data-platform");
    assertThat(change.statements())
        .containsExactly(
            "ALTER TABLE `raw`.`visits` SET TBLPROPERTIES ('millrace.owner' = 'data-platform')");
    assertThatCode(() -> parse(change.statements().get(0))).doesNotThrowAnyException();
    assertThat(TableChange.of(other, Optional.of(state(table))).summary())
        .containsExactly("raw.visits: owner web");
  }

  @Test
  void aMaskedViewIsMadeOnceAndAgainWhenTheTableChanges() throws Exception {
    // given
    FeedTable table = FeedTables.of(feed("Who.", "int"), List.of()).raw();
    MaskedView view = new MaskedView(table, Set.of("id", "more"));

    // when
    TableChange first = view.change(Optional.empty());

    // then
    assertThat(first.summary()).containsExactly("raw.visits_masked: created, masks id, more");
    String create = first.statements().get(0);
    assertThat(create)
        .contains("CASE WHEN `id` IS NOT NULL THEN '***' END AS `id`")
        .contains("CAST(NULL AS INT) AS `more`")
        .contains("  `kafka_offset`,\n");
    assertThatCode(() -> parse(create)).doesNotThrowAnyException();
    TableState there = state(view, create);
    assertThat(view.change(Optional.of(there)).isNothing()).isTrue();
    assertThat(new MaskedView(table, Set.of("id")).change(Optional.of(there)).summary())
        .containsExactly("raw.visits_masked: replaced, masks id");
    assertThat(new MaskedView(table, Set.of()).change(Optional.of(there)).statements())
        .containsExactly("DROP VIEW IF EXISTS `raw`.`visits_masked`");
  }

  @Test
  void whatSomebodyElseMadeIsNeitherReplacedNorDropped() {
    FeedTable table = FeedTables.of(feed("Who.", "int"), List.of()).raw();
    TableState other = new TableState(true, List.of(), List.of(), Map.of());

    TableChange masked = new MaskedView(table, Set.of("id")).change(Optional.of(other));
    assertThat(masked.isNothing()).as("all else can be made").isTrue();
    assertThat(masked.left())
        .containsExactly(
            "raw.visits_masked is there and no view of Millrace, which makes one of that name: rename it or drop it");
    assertThat(new MaskedView(table, Set.of()).change(Optional.of(other)))
        .isEqualTo(TableChange.nothing());
    assertThat(TableChange.of(table, Optional.of(other)).obstacles()).hasSize(1);
  }

  @Test
  void whatCurationAddsIsReadFromHiveQl() {
    // given
    String hql =
        """
        -- Why.
        ALTER TABLE dw.visits ADD COLUMNS (
          visitor STRING        COMMENT 'Who, or what',
          revenue DECIMAL(18,4) COMMENT 'How much'
        );
        """;

    // then
    assertThat(AddedColumns.read("visits", hql))
        .containsExactly(
            column("visitor", "STRING", "Who, or what"),
            column("revenue", "DECIMAL(18,4)", "How much"));
    assertThatThrownBy(() -> AddedColumns.read("orders", hql)).hasMessageContaining("dw.orders");
    assertThatThrownBy(() -> AddedColumns.read("visits", hql.replace("COMMENT", "")))
        .hasMessageContaining("visitor");
    assertThatThrownBy(() -> AddedColumns.read("visits", hql + "DROP TABLE dw.orders;\n"))
        .hasMessageContaining(");");
  }

  private static TableState state(FeedTable table) {
    return new TableState(
        false,
        table.columns(),
        table.partitions(),
        Map.of("comment", table.comment(), "millrace.owner", table.owner()));
  }

  private static TableState state(MaskedView view, String create) {
    Map<String, String> properties = new HashMap<>();
    String property = create.lines().filter(l -> l.startsWith("TBLPROPERTIES")).findFirst().get();
    String[] parts = property.split("'", -1);
    properties.put(parts[1], parts[3]);
    return new TableState(true, view.table().columns(), List.of(), properties);
  }

  private static ASTNode parse(String statement) throws Exception {
    return new ParseDriver().parse(statement).getTree();
  }

  private static Map<String, String> comments(ASTNode create) {
    Map<String, String> comments = new HashMap<>();
    for (Object child : new ArrayList<>(create.getChildren())) {
      ASTNode node = (ASTNode) child;
      if (node.getType() == HiveParser.TOK_TABCOLLIST) {
        for (Object column : node.getChildren()) {
          ASTNode c = (ASTNode) column;
          comments.put(
              BaseSemanticAnalyzer.unescapeIdentifier(c.getChild(0).getText()),
              BaseSemanticAnalyzer.unescapeSQLString(c.getChild(2).getText()));
        }
      }
    }
    return comments;
  }

  private static TableColumn column(String name, String type) {
    return column(name, type, "x");
  }

  private static TableColumn column(String name, String type, String comment) {
    return new TableColumn(name, type, comment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"visits_now", "visits_masked", "sessions"})
  void aFeedWhoseTablesWouldHaveTheNameOfAnotherOrOfAViewIsRefused(String name) {
    String avsc =
        """
        {"type": "record", "name": "%s", "doc": "A visit.", "fields": [
          {"name": "id", "type": "string", "doc": "Id."},
          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "When."}
        ]}
        """
            .formatted(name);
    Feed feed = FeedCatalog.parse(name, YAML.replace("visits", name), avsc);

    assertThatThrownBy(() -> FeedTables.of(feed, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feed %s would have a table of a name that another has", name);
  }

  private static Feed feed(String doc, String type, String... names) {
    StringBuilder more = new StringBuilder();
    for (String name : names) {
      more.append(
          ",{\"name\": \"%s\", \"type\": [\"null\", \"string\"], \"default\": null, \"doc\": \"d\"}"
              .formatted(name));
    }
    String avsc =
        """
        {"type": "record", "name": "visits", "doc": "A visit.", "fields": [
          {"name": "id", "type": "string", "doc": "Id."},
          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "When."},
          {"name": "more", "type": ["null", "%s"], "default": null, "doc": "%s"}%s
        ]}
        """
            .formatted(
                type,
                doc.replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r")
                    .replace("\t", "\\t"),
                more);
    return FeedCatalog.parse("visits", YAML, avsc);
  }
}
