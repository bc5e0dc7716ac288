package io.millrace.warehouse.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.Field;
import io.millrace.warehouse.hql.DeclaredTables;
import io.millrace.warehouse.hql.TableDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.hive.ql.parse.ParseDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No masked view shows a column that is made of a personal field, in whatever table it is. */
class PersonalColumnsTest {

  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));

  @ParameterizedTest
  @ValueSource(strings = {"dw.activity_masked", "dw.activity_now_masked"})
  void whatCurationComputesFromAPersonalFieldIsMaskedWithIt(String view) {
    MaskedView masked = DeclaredTables.of("activity").masked(view);

    assertThat(masked.masked())
        .containsExactlyInAnyOrder("user_id", "visitor", "latitude", "longitude");
    assertThat(masked.create())
        .contains("CASE WHEN `visitor` IS NOT NULL THEN '***' END AS `visitor`")
        .contains("\n  `device`,\n");
  }

  @ParameterizedTest
  @CsvSource({
    "activity, page, page_section",
    "activity, session_id, visitor",
    "orders, invoice_id, order_id",
    "orders, quantity, revenue",
    "orders, quantity, is_cancellation"
  })
  void aMarkCountsForWhateverIsComputedFromTheField(String feed, String field, String column) {
    for (String view : List.of("dw.%s_masked", "dw.%s_now_masked")) {
      assertThat(marked(feed, field).masked(view.formatted(feed)).masked()).contains(field, column);
    }
  }

  @Test
  void classesOfUserAgentsTellOfNobodyThoughTheUserAgentIsPersonal() {
    assertThat(marked("activity", "user_agent").masked("dw.activity_masked").masked())
        .contains("user_agent")
        .doesNotContain("user_agent_class", "device", "is_bot");
  }

  @Test
  void aFieldIsFoundInAnExpressionHoweverItIsWritten() {
    // given
    ComputedColumns computed =
        new ComputedColumns(
            Map.of(
                "quoted", "upper(`user_id`)",
                "capital", "CONCAT(raw.activity.USER_ID, '-')",
                "longer", "user_ids",
                "said", "length(user_id)"),
            Set.of("said"));

    // then
    assertThat(computed.personal(FEEDS.require("activity")))
        .contains("quoted", "capital")
        .doesNotContain("longer", "said");
  }

  @ParameterizedTest
  @CsvSource({
    "activity, dw.sessions_masked, user_id",
    "activity, dw.users_masked, user_id",
    "orders, dw.customer_days_masked, 'first_name,last_name,email,phone,city,state,zip_code,said'",
    "orders, dw.customers_masked, 'first_name,last_name,email,phone,city,state,zip_code'",
    "transactions, dw.account_days_masked, devices",
    "transactions, dw.fraud_alerts_masked, explanation"
  })
  void tablesThatAreMadeOfAFeedHaveMaskedViews(String feed, String view, String columns)
      throws Exception {
    MaskedView masked = DeclaredTables.of(feed).masked(view);

    assertThat(masked.masked()).containsExactlyInAnyOrder(columns.split(","));
    assertThat(new ParseDriver().parse(masked.create()).getTree()).isNotNull();
  }

  @Test
  void pagesOfSessionsAreMaskedWherePagesArePersonal() {
    MaskedView sessions = marked("activity", "page").masked("dw.sessions_masked");

    assertThat(sessions.masked())
        .containsExactlyInAnyOrder("user_id", "entry_page", "exit_page", "path");
    assertThat(sessions.create()).contains("IF(`path` IS NULL, `path`, ARRAY('***')) AS `path`");
  }

  @Test
  void aListOfNumbersBecomesAListOfNothing() {
    assertThat(DeclaredTables.of("transactions").masked("dw.account_days_masked").create())
        .contains("IF(`devices` IS NULL, `devices`, ARRAY(CAST(NULL AS BIGINT))) AS `devices`");
  }

  @Test
  void aTextOrListOfWhichNothingIsSaidIsPersonal() {
    // given
    TableState sessions =
        new TableState(
            false,
            List.of(
                new TableColumn("nickname", "STRING", "x"),
                new TableColumn("friends", "ARRAY<STRING>", "x"),
                new TableColumn("converted", "BOOLEAN", "x"),
                new TableColumn("spent", "DECIMAL(18,4)", "x")),
            List.of(),
            Map.of());
    Feed activity = FEEDS.require("activity");

    // then, unless nothing is personal
    assertThat(DerivedTables.view("sessions", sessions, activity).masked())
        .containsExactlyInAnyOrder("nickname", "friends");
    assertThat(DerivedTables.view("sessions", sessions, plain(activity)).masked()).isEmpty();
  }

  @Test
  void itIsSaidOfEachTextAndListWhatItIsMadeOf() {
    for (Feed feed : FEEDS.feeds()) {
      for (FeedTable table : LiveTables.of(feed)) {
        assertSaid(table.fullName(), table.columns(), feed);
      }
      for (String table : DerivedTables.of(feed)) {
        TableDefinition.all().stream()
            .filter(definition -> definition.name().equals("dw." + table))
            .forEach(d -> assertSaid(d.name(), d.state().columns(), feed));
      }
    }
  }

  private static void assertSaid(String table, List<TableColumn> columns, Feed feed) {
    assertThat(columns)
        .as("%s, of which DerivedTables says what texts and lists are made of", table)
        .allMatch(column -> DerivedTables.isSaid(table, column, feed));
  }

  @Test
  void noTableOfDwIsForgotten() {
    List<String> known =
        FEEDS.feeds().stream()
            .flatMap(feed -> DerivedTables.of(feed).stream())
            .map(table -> "dw." + table)
            .toList();
    List<String> ofFeeds = FEEDS.feeds().stream().map(feed -> "dw." + feed.name()).toList();

    assertThat(TableDefinition.all())
        .extracting(TableDefinition::name)
        .filteredOn(table -> table.startsWith("dw.") && !ofFeeds.contains(table))
        .isSubsetOf(known);
  }

  @Test
  void theMaskedViewOfCustomersThatAScriptOfBeforeMadeIsReplaced() {
    // given, without the property by which Millrace's views are known
    TableState before =
        new TableState(
            true,
            List.of(),
            List.of(),
            Map.of(
                "comment",
                "Customers as their orders show them, with every earlier state. Personal values masked."));

    // when
    TableChange change =
        DeclaredTables.of("orders").masked("dw.customers_masked").change(Optional.of(before));

    // then
    assertThat(change.obstacles()).isEmpty();
    assertThat(change.summary())
        .singleElement()
        .asString()
        .startsWith("dw.customers_masked: replaced, masks city,");
  }

  private static DeclaredTables marked(String feed, String field) {
    Feed declared = FEEDS.require(feed);
    return DeclaredTables.of(
        declared.toBuilder()
            .fields(
                declared.fields().stream()
                    .map(f -> f.name().equals(field) ? with(f, true) : f)
                    .toList())
            .build());
  }

  private static Feed plain(Feed feed) {
    return feed.toBuilder()
        .fields(feed.fields().stream().map(f -> with(f, false)).toList())
        .build();
  }

  private static Field with(Field field, boolean personal) {
    return new Field(field.name(), field.type(), field.required(), personal, field.doc());
  }
}
