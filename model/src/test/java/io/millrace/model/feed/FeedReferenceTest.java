package io.millrace.model.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.model.declaration.Problem;
import io.millrace.model.feed.ReferencePage.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference page and the program know the same settings, defaults and legal values. */
class FeedReferenceTest {
  private static final String AVSC =
      """
      {"type": "record", "name": "clicks", "doc": "A click.", "fields": [
        {"name": "id", "type": "string", "doc": "Id."},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "Time."}]}
      """;
  private static final String YAML = "feed: clicks\nkey: id\nevent_time: at\nid: id\n";

  private final ReferencePage page = ReferencePage.read(Path.of("../docs/feed-reference.md"));

  @Test
  void settingsAreTheProgramsAndNoOthers() {
    assertThat(page.names("The declaration")).containsExactlyInAnyOrderElementsOf(known("x: 1\n"));
    assertThat(page.names("`retention`"))
        .containsExactlyInAnyOrderElementsOf(known("retention: {x: 1}\n"));
    assertThat(page.names("`rules`"))
        .containsExactlyInAnyOrderElementsOf(known("rules: [{name: a, required: id, x: 1}]\n"));
    assertThat(page.names("`range`"))
        .containsExactlyInAnyOrderElementsOf(
            known("rules: [{name: a, field: at, range: {x: 1}}]\n"));
    assertThat(page.names("`sources`"))
        .containsExactlyInAnyOrderElementsOf(known("sources: {a: {format: csv, x: 1}}\n"));
    assertThat(page.names("`fields`"))
        .containsExactlyInAnyOrderElementsOf(
            known("sources: {a: {format: csv, fields: {id: {record_id: true, x: 1}}}}\n"));
  }

  @Test
  void attributesOfTheSchemaAreTheProgramsAndNoOthers() {
    assertThat(page.names("The schema"))
        .containsExactlyInAnyOrderElementsOf(
            unknown(
                problems(
                    YAML, AVSC.replace("\"type\": \"record\"", "\"x\": 1, \"type\": \"record\""))));
    assertThat(page.names("A field of the schema"))
        .containsExactlyInAnyOrderElementsOf(
            unknown(
                problems(YAML, AVSC.replace("\"name\": \"id\"", "\"x\": 1, \"name\": \"id\""))));
  }

  @Test
  void valuesAreTheProgramsAndNoOthers() {
    assertThat(page.names("`personal_data`")).isEqualTo(list(PersonalTreatment.legal()));
    assertThat(page.names("`collector`")).isEqualTo(list(CollectedValue.legal()));
    assertThat(page.names("`sources`", 1)).isEqualTo(list(SourceFormat.legal()));
    assertThat(page.names("`fields`", 1)).isEqualTo(list(TextForm.legal()));
    assertThat(page.rows("`collector`").stream().map(r -> r.cell(1)))
        .isEqualTo(Arrays.stream(CollectedValue.values()).map(v -> v.type().name()).toList());
    assertThat(page.rows("A field of the schema", 1).stream().map(r -> r.cell(1)))
        .isEqualTo(Arrays.stream(FieldType.values()).map(Enum::name).toList());
    for (String column : SourceFormat.COMBINED_ACCESS_LOG.columns()) {
      assertThat(page.rows("`sources`", 1).get(0).cell(2)).contains("`" + column + "`");
    }
    for (Comparison comparison : Comparison.values()) {
      assertThat(page.text()).contains("`" + comparison.sign() + "`");
    }
  }

  @Test
  void typesOfFieldsAreReadAsThePageSays() {
    for (Row row : page.rows("A field of the schema", 1)) {
      String field =
          "{\"name\": \"more\", \"type\": [\"null\", %s], \"default\": null, \"doc\": \"More.\"}"
              .formatted(row.cell(0).replace("`", ""));

      Feed feed = FeedCatalog.parse("clicks", YAML, AVSC.replace("}]}", "}, " + field + "]}"));

      assertThat(feed.field("more").type().name()).isEqualTo(row.cell(1));
    }
  }

  @Test
  void defaultsWrittenOutChangeNothing() {
    String declaration =
        Stream.of("The declaration")
            .flatMap(heading -> page.rows(heading).stream())
            .filter(row -> row.cell(1).startsWith("`"))
            .map(row -> row.name() + ": " + row.cell(1).replace("`", "") + "\n")
            .collect(Collectors.joining());
    String retention =
        page.rows("`retention`").stream()
            .map(row -> row.name() + ": " + row.cell(1).replace("`", ""))
            .collect(Collectors.joining(", ", "retention: {", "}\n"));

    Feed written = FeedCatalog.parse("clicks", YAML + declaration + retention, AVSC);

    assertThat(declaration).contains("allowed_lateness", "far_past", "wire_format");
    assertThat(written).isEqualTo(FeedCatalog.parse("clicks", YAML, AVSC));
  }

  @Test
  void legalValuesAreSaidAsTheProgramSaysThem() {
    for (Row row : page.rows("The declaration")) {
      String wrong =
          row.cell(2).startsWith("a mapping") || row.cell(2).equals("a list") ? "[1]" : "'?'";
      assertThat(legal(row.name(), wrong))
          .allMatch(
              legal ->
                  row.cell(2).replace("`", "").contains(before(legal, ":"))
                      || row.name().equals("rules"),
              row.name());
    }
    for (Row row : page.rows("`retention`")) {
      assertThat(legal("retention", "{" + row.name() + ": '?'}")).containsOnly(row.cell(2));
    }
  }

  @Test
  void wholeExampleIsLegal() {
    List<String> blocks = page.blocks();

    Feed feed = FeedCatalog.parse("visits", blocks.get(1), blocks.get(2));

    assertThat(feed.rules()).hasSize(5);
    assertThat(feed.wireFormat()).isEqualTo(WireFormat.AVRO);
  }

  @Test
  void pageIsLinkedFromTheOthers() throws Exception {
    assertThat(Files.readString(Path.of("../docs/configuration.md")))
        .contains("(feed-reference.md)");
  }

  private static List<String> legal(String setting, String value) {
    String yaml =
        YAML.replaceFirst("(?m)^" + setting + ": .*\n", "") + setting + ": " + value + "\n";
    List<String> legal =
        problems(yaml, AVSC).stream()
            .filter(p -> p.path().startsWith(setting))
            .map(Problem::legal)
            .toList();
    assertThat(legal).as(setting).isNotEmpty();
    return legal;
  }

  private static String before(String text, String mark) {
    return text.contains(mark + " ") ? text.substring(0, text.indexOf(mark + " ")) : text;
  }

  private static List<String> known(String yaml) {
    return unknown(problems(YAML + yaml, AVSC));
  }

  private static List<String> unknown(List<Problem> problems) {
    return problems.stream()
        .filter(p -> p.value().startsWith("unknown "))
        .map(Problem::legal)
        .map(FeedReferenceTest::list)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> list(String legal) {
    return List.of(legal.split(", "));
  }

  private static List<Problem> problems(String yaml, String avsc) {
    return catchThrowableOfType(
            InvalidFeedException.class, () -> FeedCatalog.parse("clicks", yaml, avsc))
        .problems();
  }
}
