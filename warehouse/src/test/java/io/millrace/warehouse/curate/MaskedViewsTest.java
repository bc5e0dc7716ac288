package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.hql.DeclaredTables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What masked views of curated tables show, and in which types. */
class MaskedViewsTest {

  private static final String DAY = "2026-01-05";

  @TempDir private Path root;
  private LocalWarehouse warehouse;

  @BeforeEach
  void createTables() {
    warehouse = new LocalWarehouse(root);
  }

  @AfterEach
  void dropTables() {
    warehouse.close();
  }

  @Test
  void whoAVisitorIsStandsInNoMaskedViewOfWhatIsMadeOfActivity() throws Exception {
    // given somebody who is known by his address
    new Visits()
        .event(
            "192.0.2.7",
            DAY + " 10:00:00",
            Map.of("event_id", "'e'", "event_type", "'page_view'", "page", "'/a'"))
        .land(warehouse);
    warehouse.curate("g", Duration.ofHours(24), DAY);
    DeclaredTables activity = DeclaredTables.of("activity");

    for (String table : List.of("dw.activity", "dw.sessions")) {
      // when
      warehouse.create(activity.masked(table + "_masked"));

      // then
      assertThat(rows(table, "*")).singleElement().asString().contains("192.0.2.7");
      assertThat(rows(table + "_masked", "*"))
          .singleElement()
          .asString()
          .contains("***")
          .doesNotContain("192.0.2.7");
    }
    assertThat(rows("dw.activity_masked", "visitor", "device")).containsExactly("[***,desktop]");
    assertThat(types("dw.activity_masked")).isEqualTo(types("dw.activity"));
  }

  @Test
  void aMaskedListIsOfTheSameType() {
    // given
    warehouse
        .table("dw.account_days")
        .sparkSession()
        .sql(
            "INSERT INTO dw.account_days (account_id, devices, dt) VALUES ('a', ARRAY(7L, 8L), '%1$s'), ('b', NULL, '%1$s')"
                .formatted(DAY));

    // when
    warehouse.create(DeclaredTables.of("transactions").masked("dw.account_days_masked"));

    // then
    assertThat(rows("dw.account_days_masked", "account_id", "CAST(devices AS STRING)"))
        .containsExactlyInAnyOrder("[a,[null]]", "[b,null]");
    assertThat(types("dw.account_days_masked")).isEqualTo(types("dw.account_days"));
  }

  private List<String> rows(String table, String... columns) {
    return warehouse.table(table).selectExpr(columns).collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private static Map<String, String> types(String table) {
    return Arrays.stream(TestSpark.session().table(table).schema().fields())
        .collect(Collectors.toMap(StructField::name, field -> field.dataType().sql()));
  }
}
