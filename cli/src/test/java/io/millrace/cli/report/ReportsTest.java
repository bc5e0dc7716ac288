package io.millrace.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportsTest {

  private static final Days DAYS = Days.parse("2015-05-17..2015-05-18");
  private static final Pattern READ =
      Pattern.compile("(?:FROM|JOIN) (?:raw|dw|mart|live|ops)\\.\\w+");
  private static final Pattern OF_DAYS = Pattern.compile("dt IN \\('2015-05-17','2015-05-18'\\)");
  private static final Path PAGE_SHARE = Path.of("../hql/reports/page_share.hql");

  @TempDir private Path folder;

  static List<Report> reports() throws IOException {
    return new Reports(new Checkout(Path.of(".."))).all();
  }

  @Test
  void thereIsOneForEachQuestionOfTheDomain() throws IOException {
    assertThat(reports())
        .hasSizeGreaterThanOrEqualTo(27)
        .extracting(Report::name)
        .contains(
            "users_per_page",
            "page_share",
            "element_clicks",
            "peak_hour_response",
            "error_rates",
            "session_behaviour",
            "top_cities",
            "common_flows",
            "funnel_by_country",
            "revenue_by_category",
            "repeat_customers");
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportSelectsTheColumnsThatItsHeaderNames(Report report) {
    // given
    List<String> named =
        Stream.of(report.columns().replaceAll(" \\([^)]*\\)", "").split(",", -1))
            .map(String::strip)
            .toList();

    // when
    String select =
        report.query().substring("SELECT\n".length(), report.query().indexOf("\nFROM "));
    List<String> selected =
        Stream.of(select.split(",\n  (?=\\S)", -1))
            .map(column -> column.strip().replaceFirst("(?s)^.*[ .]", ""))
            .toList();

    // then
    assertThat(selected).isEqualTo(named);
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportReadsItsDaysAndNoOthersOfEveryTable(Report report) {
    // when
    String query = report.query(DAYS, Map.of());

    // then
    long tables = READ.matcher(query).results().count();
    assertThat(tables).isPositive();
    assertThat(OF_DAYS.matcher(query).results().count()).isEqualTo(tables);
  }

  @ParameterizedTest
  @MethodSource("reports")
  void aReportHasTheVariablesThatItsHeaderNames(Report report) {
    assertThat(report.question()).endsWith("?");
    assertThat(report.variables().keySet())
        .allSatisfy(name -> assertThat(report.query()).contains("'${" + name + "}'"));
    assertThat(report.query(DAYS, Map.of())).doesNotContain("${");
  }

  @Test
  void aValueStaysAValueWhateverStandsInIt() throws IOException {
    // given
    Report report = Report.read(PAGE_SHARE);

    // when
    String query = report.query(DAYS, Map.of("page", "/it's\\' OR 1 = 1"));

    // then
    assertThat(query).contains("page = '/it\\'s\\\\\\' OR 1 = 1'\n");
  }

  @Test
  void aVariableThatIsNotSetIsAsItsHeaderSays() throws IOException {
    assertThat(Report.read(PAGE_SHARE).query(DAYS, Map.of())).contains("page = '/products'\n");
  }

  @Test
  void aVariableThatAReportDoesNotHaveIsRefusedWithThoseThatItHas() throws IOException {
    Report report = Report.read(PAGE_SHARE);

    assertThatThrownBy(() -> report.query(DAYS, Map.of("site", "example.com")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("Report page_share has no variable 'site'; it has: page.");
  }

  @Test
  void aFileWithoutAHeaderIsRefusedWithWhatItLacks() throws IOException {
    // given
    Path file = Files.writeString(folder.resolve("mine.hql"), "SELECT 1;\n");

    // then
    assertThatThrownBy(() -> Report.read(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("mine.hql is no report")
        .hasMessageContaining("\"-- Variables: …\"");
  }

  @Test
  void aFileOfTwoQueriesIsRefused() throws IOException {
    // given
    Path file =
        Files.writeString(
            folder.resolve("mine.hql"),
            """
            -- Question: What?
            -- Variables: days ('2015-05-17')
            -- Columns: one
            SELECT 1;
            SELECT 2;
            """);

    // then
    assertThatThrownBy(() -> Report.read(file)).hasMessageContaining("it has 2 statements");
  }
}
