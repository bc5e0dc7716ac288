package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.report.Report;
import java.io.IOException;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** No report is forgotten by those who compare what reports answer. */
@Order(30)
class ExpectedReportTest {

  @Test
  void eachReportHasAnExpectedAnswer() throws IOException {
    // when; the days of arrivals are those on which the tests run
    TreeSet<String> expected = new TreeSet<>(DuckDb.names("reports-of-arrivals"));
    ExpectedReport.all().forEach(report -> expected.add(report.name()));

    // then
    assertThat(expected)
        .containsExactlyElementsOf(
            ExpectedReport.reports().all().stream().map(Report::name).sorted().toList());
  }
}
