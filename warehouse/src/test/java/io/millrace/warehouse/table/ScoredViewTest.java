package io.millrace.warehouse.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.hive.ql.parse.ParseDriver;
import org.junit.jupiter.api.Test;

class ScoredViewTest {

  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));

  @Test
  void hiveReadsTheViewAndTheMaskedOneBesideIt() {
    String create = view().change(Optional.empty()).statements().get(0);
    String masked = view().masked().create();

    assertThat(create).startsWith("CREATE OR REPLACE VIEW `dw`.`transactions_scored` (");
    assertThatCode(() -> new ParseDriver().parse(create)).doesNotThrowAnyException();
    assertThat(masked)
        .startsWith("CREATE OR REPLACE VIEW `dw`.`transactions_scored_masked` (")
        .contains("CASE WHEN `device_id` IS NOT NULL THEN '***' END AS `device_id`")
        .contains("  `score`,\n", "  `alerts`,\n")
        .endsWith("FROM `dw`.`transactions_scored`");
    assertThatCode(() -> new ParseDriver().parse(masked)).doesNotThrowAnyException();
  }

  @Test
  void itHasAllColumnsOfThePaymentsAndIsMadeAnewWhenTheseAreOthers() {
    // given
    FeedTable before = tables().curated();
    List<TableColumn> more = new ArrayList<>(before.columns());
    more.add(new TableColumn("terminal", "STRING", "Which terminal"));
    ScoredView after =
        new ScoredView(
            new FeedTable(
                before.database(),
                before.table(),
                before.comment(),
                more,
                before.partitions(),
                before.storage(),
                before.owner()),
            view().personal());

    // then
    assertThat(view().query())
        .contains(before.columns().stream().map(c -> "`payment`.`%s`".formatted(c.name())).toList())
        .contains("`payment`.`dt` AS `dt`,\n  `payment`.`hour` AS `hour`\n");
    assertThat(view().change(Optional.of(there(view()))).isNothing()).isTrue();
    assertThat(after.change(Optional.of(there(view()))).summary())
        .containsExactly("dw.transactions_scored: replaced");
    assertThat(after.query()).contains("`payment`.`terminal` AS `terminal`");
  }

  @Test
  void whatSomebodyElseMadeStays() {
    TableState other = new TableState(true, List.of(), List.of(), Map.of());

    assertThat(view().change(Optional.of(other)).obstacles())
        .containsExactly(
            "dw.transactions_scored is there and no view of Millrace, which makes one of that name: rename it or drop it");
  }

  @Test
  void itIsLeftOutWhereAFieldHasTheNameOfAColumnThatIsAdded() {
    FeedTables tables =
        FeedTables.of(
            FEEDS.require("transactions"), List.of(new TableColumn("score", "INT", "Of the bank")));

    assertThat(ScoredView.of(FEEDS.require("transactions"), tables)).isEmpty();
  }

  @Test
  void whereIdsArePersonalTheMaskedViewHasNoAlertsWhoseIdsTellThem() {
    ScoredView view = new ScoredView(tables().curated(), Set.of("transaction_id"));

    assertThat(view.query()).contains("AS `alerts`");
    assertThat(view.masked().create()).doesNotContain("alerts`");
  }

  @Test
  void itGoesWithTheFeedOfPaymentsAlone() {
    Feed orders = FEEDS.require("orders");

    assertThat(ScoredView.of(orders, FeedTables.of(orders, List.of()))).isEmpty();
  }

  private static TableState there(ScoredView view) {
    Matcher definition =
        Pattern.compile("'(millrace\\.definition)' = '(\\w+)'")
            .matcher(view.change(Optional.empty()).statements().get(0));
    assertThat(definition.find()).isTrue();
    return new TableState(
        true, List.of(), List.of(), Map.of(definition.group(1), definition.group(2)));
  }

  private static ScoredView view() {
    return ScoredView.of(FEEDS.require("transactions"), tables()).orElseThrow();
  }

  private static FeedTables tables() {
    return FeedTables.of(FEEDS.require("transactions"), List.of());
  }
}
