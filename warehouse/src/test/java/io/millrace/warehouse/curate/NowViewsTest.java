package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.hql.DeclaredTables;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.TableName;
import io.millrace.warehouse.table.NowBoundary;
import io.millrace.warehouse.table.NowView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dw.orders_now} while its hours land, close and are curated. */
class NowViewsTest {

  private static final Duration GRACE = Duration.ofHours(24);
  private static final String DAY = "2010-12-01";
  private static final String UNTOUCHED = "1900-01-01T00";
  private static final TableName VIEW = new TableName("dw", "orders_now");

  @TempDir private Path root;
  private LocalWarehouse warehouse;
  private NowView view;

  @BeforeEach
  void createTables() {
    warehouse = new LocalWarehouse(root);
    view = DeclaredTables.of("orders").now();
    warehouse.create(view, boundary(UNTOUCHED));
  }

  @AfterEach
  void dropTables() {
    warehouse.close();
  }

  @Test
  void whereverTheBoundaryIsTheRowsAreThoseThatCurationMakes() throws Exception {
    // given lines with and without invoice, price and quantity, some of them twice
    warehouse.land(
        "orders",
        DAY,
        "08",
        List.of(
            line("a", "08:10", "C1", "-1", "27.5", 7), line("b", "08:20", null, "3", "0.3333", 2)));
    warehouse.land(
        "orders",
        DAY,
        "08",
        List.of(line("a", "08:10", "1", "-1", "27.5", 9), line("d", "08:30", null, "-2", null, 3)));
    warehouse.land(
        "orders",
        DAY,
        "09",
        List.of(
            line("a", "09:10", "c7", "1", "1", 4),
            line("e", "09:10", null, null, "2", 5),
            line("e", "09:10", "x", "1", "2", 6)));
    warehouse.curate("g", GRACE, DAY);
    List<String> curated = rows("dw.orders");

    // then
    assertThat(curated).hasSize(5);
    for (String boundary :
        List.of(UNTOUCHED, DAY + "T08", DAY + "T09", DAY + "T10", "2010-12-02T00")) {
      assertThat(rows("(" + view.query(boundary(boundary)) + ")")).as(boundary).isEqualTo(curated);
    }
  }

  @Test
  void theBoundaryPassesCuratedHoursAndNoHole() throws Exception {
    // given
    for (String hour : List.of("08", "09", "10", "13")) {
      warehouse.land("orders", DAY, hour, List.of(line(hour, hour + ":01", null, "1", "1", 1)));
      warehouse.close("orders", DAY, hour);
    }

    // then
    assertThat(boundaryOnceCurated("T08")).isEqualTo(DAY + "T09");
    assertThat(boundaryOnceCurated("T10")).isEqualTo(DAY + "T09");
    assertThat(boundaryOnceCurated("T09")).isEqualTo(DAY + "T11");
    assertThat(boundaryOnceCurated("T13")).isEqualTo(DAY + "T14");
    assertThat(boundaryOnceCurated("T08")).isEqualTo(DAY + "T14");
    assertThat(shown()).containsExactly("08", "09", "10", "13");
  }

  @Test
  void anHourThatIsStillOpenIsReadFromRawThoughItIsCurated() throws Exception {
    warehouse.land("orders", DAY, "08", List.of(line("a", "08:01", null, "1", "1", 1)));

    assertThat(boundaryOnceCurated("T08")).isEqualTo(UNTOUCHED);
    warehouse.land("orders", DAY, "08", List.of(line("b", "08:02", null, "1", "1", 2)));

    assertThat(shown()).containsExactly("a", "b");
  }

  @Test
  void anHourOfWhichDwLacksABatchIsReadFromRaw() throws Exception {
    // given
    warehouse.land("orders", DAY, "08", List.of(line("a", "08:01", null, "1", "1", 1)));
    warehouse.land("orders", DAY, "09", List.of(line("b", "09:01", null, "1", "1", 2)));
    warehouse.close("orders", DAY, "08");
    warehouse.close("orders", DAY, "09");
    warehouse.curateHours("of09", GRACE, DAY + "T09");

    // when
    warehouse.land("orders", DAY, "09", List.of(line("c", "09:02", null, "1", "1", 3)));

    // then
    assertThat(boundaryOnceCurated("T08")).isEqualTo(DAY + "T09");
    assertThat(shown()).containsExactly("a", "b", "c");
  }

  @Test
  void whatLandsBeforeTheBoundaryIsSeenOnceItsHourIsCurated() throws Exception {
    // given
    warehouse.land("orders", DAY, "08", List.of(line("a", "08:01", null, "1", "1", 1)));
    warehouse.close("orders", DAY, "08");
    assertThat(boundaryOnceCurated("T08")).isEqualTo(DAY + "T09");

    // when
    warehouse.land("orders", DAY, "08", List.of(line("late", "08:02", null, "1", "1", 2)));
    warehouse.land("orders", "2010-11-30", "08", List.of(line("old", "08:02", null, "1", "1", 3)));
    List<String> before = shown();
    warehouse.curate("again", GRACE, "2010-11-30", DAY);

    // then
    assertThat(before).containsExactly("a");
    assertThat(shown()).containsExactly("a", "late", "old");
    assertThat(reached()).isEqualTo(DAY + "T09");
  }

  @Test
  void hoursThatRetentionHasTakenFromRawArePassed() throws Exception {
    // given
    warehouse.land("orders", DAY, "08", List.of(line("a", "08:01", null, "1", "1", 1)));
    warehouse.curate("open", GRACE, DAY);
    warehouse.forget("orders", DAY, "08");
    warehouse.land("orders", DAY, "09", List.of(line("b", "09:01", null, "1", "1", 2)));
    warehouse.close("orders", DAY, "09");

    // then
    assertThat(boundaryOnceCurated("T09")).isEqualTo(DAY + "T10");
    assertThat(shown()).containsExactly("a", "b");
  }

  @Test
  void aRunThatDiedBeforeItMovedTheBoundaryIsMendedByTheNextWhichFindsNothingToCurate()
      throws Exception {
    // given
    warehouse.land("orders", DAY, "08", List.of(line("a", "08:01", null, "1", "1", 1)));
    warehouse.land("orders", DAY, "09", List.of(line("b", "09:01", null, "1", "1", 2)));
    warehouse.close("orders", DAY, "08");
    warehouse.close("orders", DAY, "09");
    warehouse.curate("dies", GRACE, DAY);
    new SqlViews(TestSpark.session()).exchange(VIEW, untouched());
    List<String> meanwhile = shown();

    // when
    warehouse.keeping("next", DAY);

    // then
    assertThat(meanwhile).containsExactly("a", "b");
    assertThat(shown()).containsExactly("a", "b");
    assertThat(reached()).isEqualTo(DAY + "T10");
  }

  @Test
  void anHourThatAFailedCheckHoldsBackIsReadFromRaw() throws Exception {
    // given
    warehouse.land("orders", DAY, "08", List.of(line("a", "08:01", null, "1", "1", 1)));
    warehouse.land("orders", DAY, "09", List.of(line("b", "09:01", null, "1", "1", 2)));
    warehouse.close("orders", DAY, "08");
    warehouse.close("orders", DAY, "09");
    assertThat(boundaryOnceCurated("T08")).isEqualTo(DAY + "T09");
    Map<String, String> refused = line("c", "09:02", null, "1", "1", 3);
    refused.remove("transaction_date");
    warehouse.land("orders", DAY, "09", List.of(refused));

    // then
    assertThatThrownBy(() -> boundaryOnceCurated("T09"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("required_fields");
    assertThat(reached()).isEqualTo(DAY + "T09");
    assertThat(shown()).containsExactly("a", "b", "c");
  }

  @Test
  void aViewThatIsMissingKeepsNobodyFromCurating() throws Exception {
    // given
    TestSpark.session().sql("DROP VIEW dw.orders_now");
    warehouse.land("orders", DAY, "08", List.of(line("a", "08:01", null, "1", "1", 1)));

    // when
    warehouse.curate("g", GRACE, DAY);

    // then
    assertThat(warehouse.table("dw.orders").count()).isEqualTo(1);
  }

  @Test
  void anHourIsNotPassedBeforeItIsOverThoughARunHasClosedIt() throws Exception {
    EventHour now = EventHour.of(Instant.now());
    warehouse.land("orders", now.dt(), now.hour(), List.of(line("a", "00:00", null, "1", "1", 1)));
    warehouse.close("orders", now.dt(), now.hour());

    warehouse.curate("g", GRACE, now.dt());

    assertThat(reached()).isEqualTo(UNTOUCHED);
    assertThat(shown()).containsExactly("a");
  }

  private String boundaryOnceCurated(String hour) throws Exception {
    warehouse.curateHours("g" + System.nanoTime(), GRACE, DAY + hour);
    return reached();
  }

  private Views.View untouched() {
    NowBoundary boundary = boundary(UNTOUCHED);
    return new Views.View(view.query(boundary), boundary.properties());
  }

  private String reached() {
    return NowBoundary.of(new SqlViews(TestSpark.session()).find(VIEW).get().properties())
        .get()
        .toString();
  }

  private List<String> shown() {
    return warehouse.table(VIEW.toString()).select("record_id").collectAsList().stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private List<String> rows(String relation) {
    String columns =
        Arrays.stream(warehouse.table("dw.orders").columns()).collect(Collectors.joining(", "));
    return TestSpark.session()
        .sql("SELECT %s FROM %s".formatted(columns, relation))
        .collectAsList()
        .stream()
        .map(Row::toString)
        .sorted()
        .toList();
  }

  private static NowBoundary boundary(String text) {
    return new NowBoundary(EventHour.parse(text.substring(0, 10), text.substring(11)));
  }

  private static Map<String, String> line(
      String id, String time, String invoice, String quantity, String price, int offset) {
    Map<String, String> line = new HashMap<>();
    line.put("record_id", "'" + id + "'");
    line.put("transaction_date", "'%s %s:00'".formatted(DAY, time));
    line.put("transaction_id", "'t1'");
    if (invoice != null) {
      line.put("invoice_id", "'" + invoice + "'");
    }
    line.put("quantity", quantity == null ? "NULL" : quantity);
    line.put("unit_price", price == null ? "NULL" : price);
    line.put("kafka_partition", "0");
    line.put("kafka_offset", "" + offset);
    line.put("kafka_time", "'2026-01-01 00:00:0%d'".formatted(offset));
    return line;
  }
}
