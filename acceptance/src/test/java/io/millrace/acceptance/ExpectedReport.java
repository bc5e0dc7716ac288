package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.report.Report;
import io.millrace.cli.report.Reports;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A report of which DuckDB finds out what it must answer.
 *
 * @param records over which it is run
 * @param name of the report and of DuckDB's statement
 */
record ExpectedReport(Records records, String name) {

  /** Records, with the folder of the statements about them. */
  enum Records {
    GENERATED("reports", GeneratedDays.FIRST + ".." + GeneratedDays.LAST),
    /** Order lines and a web log, in which there is what the generators do not make. */
    SAMPLES("reports-of-samples", "2010-12-01..2010-12-03,2015-05-20"),
    /** Generated payments that fraud rules have looked at. */
    FRAUD("reports-of-fraud", GeneratedDays.FIRST + ".." + GeneratedDays.LAST);

    private final String folder;
    private final String days;

    Records(String folder, String days) {
      this.folder = folder;
      this.days = days;
    }
  }

  static List<ExpectedReport> of(Records records) throws IOException {
    return DuckDb.names(records.folder).stream()
        .map(name -> new ExpectedReport(records, name))
        .toList();
  }

  static List<ExpectedReport> all() throws IOException {
    List<ExpectedReport> all = new ArrayList<>();
    for (Records records : Records.values()) {
      all.addAll(of(records));
    }
    return all;
  }

  static Reports reports() {
    return new Reports(new io.millrace.cli.Checkout(Checkout.root()));
  }

  /** Fails unless the report answers what DuckDB does, by the columns that its header names. */
  void requireAnswered(Hive hive, DuckDb duckDb) throws IOException, SQLException {
    // given
    DuckDb.Answer expected = duckDb.answer(records.folder + "/" + name);
    Report report = reports().require(name);

    // when
    Hive.Answer answer = hive.answer(report.query(Days.parse(records.days), Map.of()));

    // then
    assertThat(expected.rows()).isNotEmpty();
    assertThat(DuckDb.Answer.comparable(answer.rows())).isEqualTo(expected.rows());
    requireColumns(report, answer);
  }

  /** Fails unless an answer has the columns that the report's header names. */
  static void requireColumns(Report report, Hive.Answer answer) {
    assertThat(String.join(", ", answer.columns()))
        .isEqualTo(report.columns().replaceAll(" \\([^)]*\\)", ""));
  }

  /** Fails unless the report reads partitions, of some of the days and of no others. */
  static void requireReadsOnly(Days days, Report report, Hive hive) throws IOException {
    assertThat(hive.partitionsOf(report.query(days, Map.of())))
        .as("what %s reads", report.name())
        .isNotEmpty()
        .allMatch(
            partition -> days.list().stream().anyMatch(day -> partition.contains("dt=" + day)),
            "of " + days);
  }

  @Override
  public String toString() {
    return "%s of %s".formatted(name, records.folder);
  }
}
