package io.millrace.warehouse.curate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.quality.CheckResult;
import io.millrace.model.quality.Quality;
import io.millrace.warehouse.TestSpark;
import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.RefusedException;
import io.millrace.warehouse.publish.TableName;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedChecksTest {

  private static final TableName VISITS = new TableName("mart", "visits");
  private static final org.apache.hadoop.fs.Path PLACE =
      new org.apache.hadoop.fs.Path("/millrace/mart/visits/_next/g");

  private static final String CHECKS =
      """
      tables:
        mart.visits:
          - {name: one_row, unique: [site, page], severity: blocking}
          - {name: one_page, unique: page}
          - {name: named, not_null: [site, page]}
          - {name: counted, column: visits, range: {min: 0, max: 100.5}}
          - {name: known, column: page, references: {table: mart.pages, column: path, days: 1}}
          - {name: size, volume: {at_least: 0.5, at_most: 2}}
          - {name: until_night, fresh: {column: seen, within: PT2H}}
      """;

  private final SparkSession spark = TestSpark.session();
  @TempDir private Path root;

  @BeforeEach
  void createTables() {
    spark.sql("CREATE DATABASE IF NOT EXISTS mart");
    create("mart.visits", "site STRING, page STRING, visits BIGINT, seen TIMESTAMP, dt STRING");
    create("mart.pages", "path STRING, dt STRING");
    spark.sql("INSERT INTO mart.pages PARTITION (dt = '2015-05-16') VALUES ('/a'), ('/a')");
    spark.sql("INSERT INTO mart.pages PARTITION (dt = '2015-05-10') VALUES ('/old')");
    spark.sql("INSERT INTO mart.visits PARTITION (dt = '2015-05-10') VALUES ('s', '/a', 1, NULL)");
  }

  @AfterEach
  void dropTables() {
    spark.sql("DROP DATABASE mart CASCADE");
  }

  @Test
  void everyKindOfCheckIsMeasuredPartitionByPartition() throws Exception {
    // given
    Dataset<Row> written =
        spark.sql(
            """
            SELECT * FROM VALUES
              ('s', '/a', 1L, TIMESTAMP '2015-05-17 10:00:00', '2015-05-17'),
              ('s', '/a', 101L, TIMESTAMP '2015-05-17 21:59:59', '2015-05-17'),
              (NULL, '/a', -1L, NULL, '2015-05-17'),
              ('s', '/old', 100L, NULL, '2015-05-17'),
              ('s', '/a', NULL, TIMESTAMP '2015-05-18 23:00:00.5', '2015-05-18')
              AS visits (site, page, visits, seen, dt)
            """);
    StagedChecks checks = checks(CHECKS);

    // when
    SortedMap<PartitionKey, Long> rows =
        checks.check(
            VISITS, PLACE, Optional.of(written), days("2015-05-17", "2015-05-18", "2015-05-19"));

    // then
    assertThat(rows.values()).containsExactly(4L, 1L, 0L);
    assertThat(checks.results())
        .extracting(
            result ->
                "%s %s %s %s"
                    .formatted(
                        result.partition(),
                        result.check().name(),
                        result.status(),
                        result.value().map(Object::toString).orElse("-")))
        .containsExactly(
            "dt=2015-05-17 one_row FAILED 1.0",
            "dt=2015-05-17 one_page FAILED 2.0",
            "dt=2015-05-17 named FAILED 1.0",
            "dt=2015-05-17 counted FAILED 2.0",
            "dt=2015-05-17 known FAILED 1.0",
            "dt=2015-05-17 size FAILED 4.0",
            "dt=2015-05-17 until_night FAILED 7201.0",
            "dt=2015-05-18 one_row PASSED 0.0",
            "dt=2015-05-18 one_page PASSED 0.0",
            "dt=2015-05-18 named PASSED 0.0",
            "dt=2015-05-18 counted PASSED 0.0",
            "dt=2015-05-18 known PASSED 0.0",
            "dt=2015-05-18 size SKIPPED -",
            "dt=2015-05-18 until_night PASSED 3599.5",
            "dt=2015-05-19 one_row PASSED 0.0",
            "dt=2015-05-19 one_page PASSED 0.0",
            "dt=2015-05-19 named PASSED 0.0",
            "dt=2015-05-19 counted PASSED 0.0",
            "dt=2015-05-19 known PASSED 0.0",
            "dt=2015-05-19 size SKIPPED -",
            "dt=2015-05-19 until_night SKIPPED -");
    assertThat(checks.results()).filteredOn(CheckResult::blocks).hasSize(1);
    assertThat(checks.hold(VISITS)).isTrue();
    assertThatThrownBy(checks::requireGood)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(
            "mart.visits dt=2015-05-17: one_row (site, page unique within the partition): found 1, allowed 0, of 4 rows")
        .hasMessageContaining(PLACE.toString());
  }

  @Test
  void withoutChecksRowsAreCountedAll() throws Exception {
    StagedChecks checks = checks("tables: {}");

    SortedMap<PartitionKey, Long> rows =
        checks.check(
            VISITS, PLACE, Optional.of(spark.sql("SELECT '2015-05-17' AS dt")), days("2015-05-17"));

    assertThat(rows.values()).containsExactly(1L);
    assertThat(checks.results()).isEmpty();
    checks.requireGood();
  }

  @Test
  void aColumnThatIsNotThereIsNamedWithWhatToDo() {
    StagedChecks checks = checks("tables: {mart.visits: [{name: coloured, not_null: colour}]}");

    assertThatThrownBy(
            () ->
                checks.check(
                    VISITS,
                    PLACE,
                    Optional.of(spark.sql("SELECT '2015-05-17' AS dt")),
                    days("2015-05-17")))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("mart.visits")
        .hasMessageContaining("colour")
        .hasMessageContaining("conf/quality.yaml");
  }

  private StagedChecks checks(String yaml) {
    return new StagedChecks(spark, Quality.parse("quality.yaml", yaml), Clock.systemUTC());
  }

  private void create(String table, String columns) {
    spark.sql(
        "CREATE TABLE %s (%s) USING orc PARTITIONED BY (dt) LOCATION '%s'"
            .formatted(table, columns, root.resolve(table).toUri()));
  }

  private static NavigableSet<PartitionKey> days(String... days) {
    NavigableSet<PartitionKey> keys = new TreeSet<>();
    Stream.of(days).map(LocalDate::parse).map(PartitionKey::of).forEach(keys::add);
    return keys;
  }
}
