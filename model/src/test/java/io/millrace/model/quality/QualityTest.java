package io.millrace.model.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QualityTest {

  private static final Path FILE = Path.of("../conf/quality.yaml");
  private static final Feed ORDERS = FeedCatalog.load(Path.of("../conf/feeds")).require("orders");

  @Test
  void theBundledChecksAreGood() {
    assertThat(Quality.load(FILE).tables()).containsKeys("dw.sessions", "mart.page_daily");
  }

  @Test
  void aCheckIsReadAsItIsWritten() {
    // when
    Quality quality =
        Quality.parse(
            "quality.yaml",
            """
            tables:
              mart.page_daily:
                - {name: one_row, unique: [site, page], severity: blocking}
                - {name: named, not_null: page}
                - {name: share, column: share_of_visits, range: {min: 0, max: 0.5}}
                - {name: known, column: page, references: {table: dw.activity, column: page, days: 2}}
                - {name: size, volume: {at_most: 3}}
                - {name: young, fresh: {column: seen, within: PT2H}}
            """);

    // then
    assertThat(quality.of("mart.page_daily"))
        .containsExactly(
            new Check.Unique("one_row", Severity.BLOCKING, List.of("site", "page")),
            new Check.NotNull("named", Severity.WARNING, List.of("page")),
            new Check.InRange(
                "share",
                Severity.WARNING,
                "share_of_visits",
                Optional.of(BigDecimal.ZERO),
                Optional.of(new BigDecimal("0.5"))),
            new Check.References("known", Severity.WARNING, "page", "dw.activity", "page", 2),
            new Check.Volume(
                "size", Severity.WARNING, Optional.empty(), Optional.of(new BigDecimal("3"))),
            new Check.Fresh("young", Severity.WARNING, "seen", Duration.ofHours(2)));
    assertThat(quality.of("mart.other")).isEmpty();
  }

  @Test
  void ofAFeedsTableItsDeclarationAsksFirst() {
    // given
    Quality quality =
        Quality.parse(
            "quality.yaml",
            """
            feeds:
              - {name: young, fresh: {within: PT2H}, severity: blocking}
            tables:
              dw.orders:
                - {name: priced, not_null: unit_price}
            """);

    // when
    List<Check> checks = quality.of(ORDERS);

    // then
    assertThat(checks)
        .contains(
            new Check.Unique("one_row_a_record", Severity.BLOCKING, List.of("record_id")),
            new Check.InRange(
                "age_is_human",
                Severity.WARNING,
                "age",
                Optional.of(BigDecimal.ZERO),
                Optional.of(new BigDecimal("150"))),
            new Check.InRange(
                "discount_is_not_negative",
                Severity.WARNING,
                "discount",
                Optional.of(new BigDecimal("0.0000")),
                Optional.empty()),
            new Check.Fresh("young", Severity.BLOCKING, "transaction_date", Duration.ofHours(2)))
        .endsWith(new Check.NotNull("priced", Severity.WARNING, List.of("unit_price")));
    assertThat(checks.get(0))
        .isInstanceOfSatisfying(
            Check.NotNull.class,
            required -> assertThat(required.columns()).contains("record_id", "transaction_date"));
  }

  @Test
  void whereThereIsNoYamlTheSameIsReadFromJson() throws Exception {
    // given
    String yaml = Files.readString(FILE);

    // when
    Quality read = QualityJson.read("quality.json", QualityYaml.asJson("quality.yaml", yaml));

    // then
    assertThat(read.tables()).isEqualTo(Quality.parse("quality.yaml", yaml).tables());
    assertThat(read.of(ORDERS)).isEqualTo(Quality.parse("quality.yaml", yaml).of(ORDERS));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsLine() {
    // when
    InvalidQualityException wrong =
        catchThrowableOfType(
            InvalidQualityException.class,
            () ->
                Quality.parse(
                    "quality.yaml",
                    """
                    feeds:
                      - {name: ids, unique: id}
                    tables:
                      page_daily:
                        - {name: a, not_null: page}
                      mart.page_daily:
                        - {name: a, not_null: page, unique: page}
                        - {name: a, not_null: [page, page]}
                        - {name: b, column: visits, range: {min: 2, max: 1}}
                        - {name: c, column: visits, range: {}}
                        - {name: d, column: x, references: {table: raw.orders, column: x, days: 99}}
                        - {name: e, volume: {at_least: -1}}
                        - {name: f, fresh: {column: seen}}
                        - {name: g, not_null: page, severity: fatal}
                        - {name: h, not_null: page, colour: red}
                    speed: 1
                    """));

    // then
    assertThat(wrong.problems())
        .extracting(
            problem -> "%d %s: %s".formatted(problem.line(), problem.path(), problem.value()))
        .containsExactly(
            "2 feeds[0]: no kind of check",
            "2 feeds[0].unique: unknown setting",
            "4 tables.page_daily: page_daily",
            "7 tables.mart.page_daily[0]: not_null and unique",
            "8 tables.mart.page_daily[1].name: a",
            "8 tables.mart.page_daily[1].not_null: page",
            "9 tables.mart.page_daily[2].range: min greater than max",
            "10 tables.mart.page_daily[3].range: without bounds",
            "11 tables.mart.page_daily[4].references.table: raw.orders",
            "11 tables.mart.page_daily[4].references.days: 99",
            "12 tables.mart.page_daily[5].volume.at_least: -1",
            "13 tables.mart.page_daily[6].fresh.within: missing",
            "14 tables.mart.page_daily[7].severity: fatal",
            "15 tables.mart.page_daily[8].colour: unknown setting",
            "16 speed: unknown setting");
  }
}
