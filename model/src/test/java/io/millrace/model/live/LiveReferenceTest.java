package io.millrace.model.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.ReferencePage;
import io.millrace.model.feed.ReferencePage.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page and the program know the same views, windows, columns and bounds. */
class LiveReferenceTest {
  private final ReferencePage page = ReferencePage.read(Path.of("../docs/live-views.md"));

  @Test
  void viewsAreTheProgramsAndNoOthers() {
    List<String> tables =
        Stream.concat(
                LiveViews.shapes().stream().map(ViewShape::view),
                Stream.of(PaymentContext.TABLE.name()))
            .map(name -> "live." + name)
            .toList();

    assertThat(page.names("Live views")).isEqualTo(tables);
  }

  @Test
  void windowsAreTheProgramsAndNoOthers() {
    for (ViewShape shape : LiveViews.shapes()) {
      String said = row("live." + shape.view()).cell(2);
      String windows =
          shape.windows().stream().map(LiveReferenceTest::window).collect(Collectors.joining("; "));
      assertThat(said.equals("the same") ? row("live.page_activity").cell(2) : said)
          .as(shape.view())
          .isEqualTo(windows);
    }
  }

  @Test
  void columnsAreTheProgramsAndNoOthers() {
    for (ViewShape shape : LiveViews.shapes()) {
      List<LiveColumn> columns = new ArrayList<>(shape.dims());
      columns.addAll(shape.values());
      assertColumns("`live." + shape.view() + "`", columns);
    }
    assertColumns("`live.payment_context`", PaymentContext.TABLE.columns());
    for (LiveColumn column : ViewShape.WINDOW) {
      assertThat(page.text()).contains("`" + column.name() + "`");
    }
    assertThat(page.text()).contains("`" + ViewShape.FINAL_AT.name() + "`");
  }

  @Test
  void boundsAreTheProgramsOwn() {
    String exact = "%,d".formatted(Distinct.EXACT);
    String error = "%.1f %%".formatted(100 / Math.sqrt(Distinct.EXACT - 2));

    assertThat(page.rows("What is exact and what is not"))
        .extracting(row -> row.cell(1) + " | " + row.cell(2))
        .anyMatch(said -> said.contains(exact) && said.contains(error))
        .anyMatch(said -> said.contains("%,d".formatted(Quantiles.EXACT)));
    assertThat(page.text()).contains("the %d minutes".formatted(PaymentContext.BEFORE.toMinutes()));
    assertThat(LiveViews.LARGEST_LEAD).isEqualTo(Duration.ofMinutes(1));
    assertThat(page.text()).contains("more than a minute");
  }

  @Test
  void exampleOfTheTopicHasTheMembersThatAreSent() throws Exception {
    WindowRow row =
        new WindowRow(
            PageActivity.SHAPE,
            0,
            60,
            List.of("a", "b"),
            new Object[PageActivity.SHAPE.values().size()],
            1,
            1,
            false);
    ObjectMapper json = new ObjectMapper();
    JsonNode sent =
        json.readTree(new LiveMetricJson("activity").write(row, Optional.empty(), Instant.EPOCH));

    JsonNode example =
        json.readTree(
            page.blocks().stream().filter(b -> b.startsWith("{")).findFirst().orElseThrow());

    assertThat(example.fieldNames()).toIterable().containsExactlyElementsOf(sent::fieldNames);
    assertThat(example.get("schema")).isEqualTo(sent.get("schema"));
    assertThat(example.get("dims").fieldNames())
        .toIterable()
        .containsExactlyElementsOf(sent.get("dims")::fieldNames);
    assertThat(sent.get("values").fieldNames())
        .toIterable()
        .containsAll(example.get("values")::fieldNames);
  }

  private Row row(String table) {
    return page.rows("Live views").stream()
        .filter(row -> row.name().equals(table))
        .findFirst()
        .orElseThrow();
  }

  private void assertColumns(String heading, List<LiveColumn> columns) {
    assertThat(page.rows(heading).stream().map(Row::cells))
        .as(heading)
        .isEqualTo(
            columns.stream()
                .map(c -> List.of("`" + c.name() + "`", type(c.type()), c.doc()))
                .toList());
  }

  /** As Hive names it. */
  private static String type(FieldType type) {
    return switch (type) {
      case LONG -> "BIGINT";
      case MONEY -> "DECIMAL(18,4)";
      default -> type.name();
    };
  }

  private static String window(WindowSpec spec) {
    return spec.size().equals(spec.every())
        ? span(spec.size())
        : span(spec.size()) + " every " + span(spec.every());
  }

  private static String span(Duration duration) {
    return duration.toSeconds() % 60 == 0
        ? "%d min".formatted(duration.toMinutes())
        : String.format(Locale.ROOT, "%d s", duration.toSeconds());
  }
}
