package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.customer.Customers;
import io.millrace.warehouse.hql.DeclaredTables;
import io.millrace.warehouse.hql.Statements;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Versions of customers, by the view as it is defined, over days in any order. */
class CustomersTest {

  private static final Duration GRACE = Duration.ofHours(24);
  private static final String FIRST = "2015-05-17";
  private static final String SECOND = "2015-05-18";
  private static final String THIRD = "2015-05-19";

  @TempDir private Path root;
  private LocalWarehouse warehouse;
  private int generations;

  @BeforeEach
  void createTables() {
    warehouse = new LocalWarehouse(root);
    Statements.of(Statements.FOLDER.resolve("ddl/24_dw_customers.hql"))
        .forEach(TestSpark.session()::sql);
  }

  @AfterEach
  void dropTables() {
    warehouse.close();
  }

  @Test
  void aVersionLastsWhileOrdersSayTheSameAndOneComesBackAsAnother() throws Exception {
    land(FIRST, "10:00", 1, "city", "Rome");
    land(FIRST, "11:00", 2, "city", "Rome");
    land(SECOND, "09:00", 3, "city", "Rome");
    land(SECOND, "10:00", 4, "city", "Oslo");
    land(THIRD, "10:00", 5, "city", "Rome");

    run(FIRST, SECOND, THIRD);

    assertThat(versions("city"))
        .containsExactly(
            "[1,2015-05-17 10:00:00.0,2015-05-18 10:00:00.0,false,Rome]",
            "[2,2015-05-18 10:00:00.0,2015-05-19 10:00:00.0,false,Oslo]",
            "[3,2015-05-19 10:00:00.0,null,true,Rome]");
  }

  @Test
  void daysInAnyOrderAndTwiceAreTheSameAsAllAtOnce() throws Exception {
    // given
    land(FIRST, "10:00", 1, "email", "a@x");
    land(SECOND, "10:00", 2, "email", "b@x");
    land(SECOND, "11:00", 3, "email", "a@x");
    land(THIRD, "10:00", 4, "email", "a@x");
    run(FIRST, SECOND, THIRD);
    List<String> atOnce = versions("email");

    // when
    run(THIRD);
    run(SECOND);
    run(FIRST);
    run(SECOND);

    // then
    assertThat(versions("email")).isEqualTo(atOnce).hasSize(3);
  }

  @Test
  void aLateOrderChangesTheVersionsAroundItThoughItsDayAloneIsComputed() throws Exception {
    // given
    land(FIRST, "10:00", 1, "city", "Rome");
    land(THIRD, "10:00", 2, "city", "Rome");
    run(FIRST, SECOND, THIRD);
    assertThat(versions("city")).containsExactly("[1,2015-05-17 10:00:00.0,null,true,Rome]");

    // when
    land(SECOND, "10:00", 3, "city", "Oslo");
    run(SECOND);

    // then
    assertThat(versions("city"))
        .containsExactly(
            "[1,2015-05-17 10:00:00.0,2015-05-18 10:00:00.0,false,Rome]",
            "[2,2015-05-18 10:00:00.0,2015-05-19 10:00:00.0,false,Oslo]",
            "[3,2015-05-19 10:00:00.0,null,true,Rome]");
  }

  @Test
  void ofLinesOfTheSameTimeTheLastInKafkaCountsAndNothingSaidIsAStateToo() throws Exception {
    land(FIRST, "10:00", 7, "city", "Oslo");
    land(FIRST, "10:00", 3, "city", "Rome");
    land(FIRST, "11:00", 8, "phone", "1");

    run(FIRST);

    assertThat(versions("city"))
        .containsExactly(
            "[1,2015-05-17 10:00:00.0,2015-05-17 11:00:00.0,false,Oslo]",
            "[2,2015-05-17 11:00:00.0,null,true,null]");
  }

  @Test
  void whatIsPersonalIsMaskedAndWhatIsNullStaysNull() throws Exception {
    land(FIRST, "10:00", 1, "city", "Rome");

    run(FIRST);
    warehouse.create(DeclaredTables.of("orders").masked("dw.customers_masked"));

    assertThat(
            warehouse
                .table("dw.customers_masked")
                .select("customer_id", "is_current", "city", "email")
                .collectAsList())
        .extracting(Row::toString)
        .containsExactly("[c,true,***,null]");
  }

  private void run(String... days) throws Exception {
    generations++;
    warehouse.curate("g" + generations, GRACE, days);
    new Customers(warehouse.tables("c" + generations, GRACE))
        .run(Stream.of(days).map(LocalDate::parse).toList());
  }

  private List<String> versions(String attribute) {
    return warehouse
        .table("dw.customers")
        .orderBy("version")
        .select("version", "valid_from", "valid_to", "is_current", attribute)
        .collectAsList()
        .stream()
        .map(Row::toString)
        .toList();
  }

  private void land(String day, String time, int offset, String attribute, String value)
      throws Exception {
    Map<String, String> line = new HashMap<>();
    line.put("record_id", "'r%d'".formatted(offset));
    line.put("customer_id", "'c'");
    line.put("transaction_id", "'t%d'".formatted(offset));
    line.put("transaction_date", "'%s %s:00'".formatted(day, time));
    line.put(attribute, "'%s'".formatted(value));
    line.put("kafka_partition", "0");
    line.put("kafka_offset", "" + offset);
    line.put("kafka_time", "'2026-01-01 00:00:00'");
    warehouse.land("orders", day, time.substring(0, 2), List.of(line));
  }
}
