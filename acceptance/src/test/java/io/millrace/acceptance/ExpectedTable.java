package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * A table of which DuckDB finds out what it must hold.
 *
 * @param name with its database: {@code mart.page_daily}
 * @param statement of DuckDB, see {@link DuckDb#answer}
 */
record ExpectedTable(String name, String statement) {

  /** Those of generated records, whatever fraud rules say of them. */
  static List<ExpectedTable> ofRecords() throws IOException {
    return DuckDb.tables().stream()
        .map(table -> new ExpectedTable(table, table.replace('.', '/')))
        .toList();
  }

  /** Those of generated payments that fraud rules have looked at. */
  static List<ExpectedTable> ofFraud() throws IOException {
    return DuckDb.names("mart-of-fraud").stream()
        .map(mart -> new ExpectedTable("mart." + mart, "mart-of-fraud/" + mart))
        .toList();
  }

  /**
   * Fails unless the table has the rows that DuckDB makes, by the columns that these have.
   *
   * @param condition which of the table's rows these are, as HiveQL has it
   */
  void requireHeld(Hive hive, DuckDb duckDb, String condition) throws SQLException {
    // given
    DuckDb.Answer expected = duckDb.answer(statement);

    // when
    List<List<String>> rows =
        hive.rows(
            "SELECT %s FROM %s WHERE %s"
                .formatted(String.join(", ", expected.columns()), name, condition));

    // then
    assertThat(expected.rows()).isNotEmpty();
    assertThat(DuckDb.Answer.comparable(rows)).as(name).isEqualTo(expected.rows());
  }

  @Override
  public String toString() {
    return name;
  }
}
