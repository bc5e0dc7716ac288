package io.millrace.warehouse.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.hql.DeclaredTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.hive.ql.parse.ParseDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NowViewTest {

  private static final Pattern PROPERTY = Pattern.compile("'(millrace\\.\\w+)' = '([^']*)'");

  @ParameterizedTest
  @ValueSource(strings = {"activity", "orders", "transactions"})
  void hiveReadsTheViewOfEachFeedAndTheMaskedOneBesideIt(String feed) {
    NowView view = view(feed);

    String create = view.change(Optional.empty()).statements().get(0);

    assertThat(create).startsWith("CREATE OR REPLACE VIEW `dw`.`%s_now` (".formatted(feed));
    assertThatCode(() -> new ParseDriver().parse(create)).doesNotThrowAnyException();
    assertThat(view.masked(DeclaredTables.of(feed).feed()).create())
        .startsWith("CREATE OR REPLACE VIEW `dw`.`%s_now_masked` (".formatted(feed))
        .endsWith("FROM `dw`.`%s_now`".formatted(feed));
  }

  @Test
  void aViewThatIsReplacedKeepsTheBoundaryThatHasBeenReached() {
    // given
    NowBoundary reached = new NowBoundary(EventHour.parse("2026-01-05", "10"));
    TableState there = state("orders", reached.properties());

    // then what is as declared stays, wherever its boundary is
    assertThat(view("orders").change(Optional.of(there)).isNothing()).isTrue();

    // when the definition is another one
    Map<String, String> properties = new HashMap<>(there.parameters());
    properties.put("millrace.definition", "of before");
    TableChange change =
        view("orders").change(Optional.of(new TableState(true, List.of(), List.of(), properties)));

    // then
    assertThat(change.summary()).containsExactly("dw.orders_now: replaced");
    assertThat(change.statements().get(0))
        .contains("'millrace.boundary' = '2026-01-05T10'")
        .contains("WHERE `dt` < '2026-01-05' OR (`dt` = '2026-01-05' AND `hour` < '10')")
        .contains("WHERE `dt` > '2026-01-05' OR (`dt` = '2026-01-05' AND `hour` >= '10')");
  }

  @Test
  void aBoundaryIsMovedInTheTextAndAnotherTextIsRefused() {
    // given
    NowBoundary from = new NowBoundary(EventHour.parse("2026-01-05", "10"));
    NowBoundary to = new NowBoundary(EventHour.parse("2026-01-06", "00"));
    NowView view = view("orders");

    // then
    assertThat(from.moved(view.query(from), to)).isEqualTo(view.query(to));
    assertThatThrownBy(() -> to.moved(view.query(from), from))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2026-01-06T00");
  }

  @Test
  void aBoundaryIsMovedInAQueryAsHiveKeepsIt() {
    // given what it shows to people, without quotes, and what it runs, with all names in full
    NowBoundary from = new NowBoundary(EventHour.parse("1900-01-01", "00"));
    NowBoundary to = new NowBoundary(EventHour.parse("2026-01-06", "23"));
    String written =
        """
        FROM dw.orders
        WHERE dt < '1900-01-01' OR (dt = '1900-01-01' AND hour < '00')
        UNION ALL
        FROM raw.orders
        WHERE dt > '1900-01-01' OR (dt = '1900-01-01' AND hour >= '00')""";
    String run =
        """
        FROM `dw`.`orders`
        WHERE `orders`.`dt` < '1900-01-01' OR (`orders`.`dt` = '1900-01-01' AND `orders`.`hour` < '00')
        UNION ALL
        FROM `raw`.`orders`
        WHERE `orders`.`dt` > '1900-01-01' OR (`orders`.`dt` = '1900-01-01' AND `orders`.`hour` >= '00')""";

    // then
    for (String query : List.of(written, run)) {
      assertThat(from.moved(query, to))
          .isEqualTo(query.replace("1900-01-01", "2026-01-06").replace("'00'", "'23'"));
      assertThat(to.moved(from.moved(query, to), from)).isEqualTo(query);
    }
  }

  @Test
  void whatSomebodyElseMadeStays() {
    TableState other = new TableState(true, List.of(), List.of(), Map.of());

    assertThat(view("orders").change(Optional.of(other)).obstacles())
        .containsExactly(
            "dw.orders_now is there and no view of Millrace, which makes one of that name: rename it or drop it");
  }

  @Test
  void aColumnThatCurationAddsMustBeComputed() {
    Feed feed = DeclaredTables.of("orders").feed();
    FeedTables tables =
        FeedTables.of(feed, List.of(new TableColumn("revenue", "DECIMAL(18,4)", "How much")));

    ComputedColumns others = new ComputedColumns(Map.of("revenues", "1"), Set.of());

    assertThatThrownBy(() -> NowView.of(feed, tables, others))
        .hasMessageContaining("missing: [revenue]; too many: [revenues]");
  }

  @Test
  void whatIsComputedIsReadFromHiveQl() {
    String hql =
        """
        -- Why.
        SELECT
          CAST(a AS INT)  AS b,
          c               AS d, -- tells of nobody
          e               AS f  -- tells of nobody
        FROM raw.visits;
        """;

    ComputedColumns columns = ComputedColumns.read("visits", hql);

    assertThat(columns.expressions())
        .containsExactly(
            Map.entry("b", "CAST(a AS INT)"), Map.entry("d", "c"), Map.entry("f", "e"));
    assertThat(columns.ofNobody()).containsExactlyInAnyOrder("d", "f");
    assertThatThrownBy(() -> ComputedColumns.read("orders", hql))
        .hasMessageContaining("FROM raw.orders;");
    assertThatThrownBy(() -> ComputedColumns.read("visits", hql.replace(" AS d", " d")))
        .hasMessageContaining("is no line");
    assertThatThrownBy(() -> ComputedColumns.read("visits", hql.replace("nobody", "somebody")))
        .hasMessageContaining("is no line");
  }

  private static TableState state(String feed, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>();
    Matcher property = PROPERTY.matcher(view(feed).change(Optional.empty()).statements().get(0));
    while (property.find()) {
      properties.put(property.group(1), property.group(2));
    }
    properties.putAll(more);
    return new TableState(true, List.of(), List.of(), properties);
  }

  private static NowView view(String name) {
    return DeclaredTables.of(name).now();
  }
}
