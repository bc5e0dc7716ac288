package io.millrace.ingest.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineSource;
import io.millrace.ingest.line.Sha256;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.mapping.Mapped.Broken;
import io.millrace.ingest.mapping.Mapped.Header;
import io.millrace.ingest.mapping.Mapped.Row;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.SourceMapping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The formats beyond a log and a usual CSV file. */
class FormatsTest {
  private static final String AVSC =
      """
      {"type": "record", "name": "sales", "doc": "A sale.", "fields": [
        {"name": "id", "type": "string", "doc": "Id."},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "Time."},
        {"name": "who", "type": ["null", "string"], "default": null, "doc": "Who."},
        {"name": "count", "type": ["null", "int"], "default": null, "doc": "How many."},
        {"name": "paid", "type": ["null", "boolean"], "default": null, "doc": "Whether paid."}]}
      """;
  private static final String YAML =
      """
      feed: sales
      key: [who]
      event_time: at
      id: id
      sources:
        lines:
          format: ndjson
          fields:
            id:    { column: id }
            at:    { column: meta.at, pattern: epoch_seconds }
            who:   { column: meta.user.name }
            count: { column: count }
            paid:  { column: paid }
        array:
          format: json-array
          fields:
            id:    { column: id }
            at:    { column: meta.at, pattern: epoch_seconds }
            who:   { column: meta.user.name }
            count: { column: count }
            paid:  { column: paid }
        semicolons:
          format: csv
          delimiter: ";"
          fields:
            id:    { column: id }
            at:    { column: at, pattern: epoch_millis }
            who:   { column: who }
        flags:
          format: csv
          header: [id, at, paid]
          fields:
            id:    { column: id }
            at:    { column: at, pattern: epoch_millis }
            paid:  { column: paid, as: flag }
        no-header:
          format: csv
          delimiter: tab
          header: [id, at, who, more]
          fields:
            id:    { column: id }
            at:    { column: at, pattern: epoch_millis }
            who:   { column: who }
      """;
  private static final Feed SALES = FeedCatalog.parse("sales", YAML, AVSC);

  @Test
  void membersAreFoundByTheirPathAndReadByTheFieldsType() {
    // when
    List<Mapped> mapped =
        map(
            "lines",
            """
            {"id":"a","meta":{"at":1546300893.25,"user":{"name":"Zoë","x":[1]}},"count":3,"paid":true}
            {"more":{"id":"z"},"id":17,"meta":{"at":"1546300893"},"count":null,"paid":""}
            """);

    // then
    assertThat(row(mapped.get(0)))
        .containsExactly("a", 1_546_300_893_250_000L, "Zoë", 3, Boolean.TRUE);
    assertThat(row(mapped.get(1))).containsExactly("17", 1_546_300_893_000_000L, null, null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rubbish                                     | MALFORMED     | no JSON",
        "[1]                                         | MALFORMED     | a JSON object is expected",
        "{\"id\":\"a\"                               | MALFORMED     | no JSON",
        "{\"id\":\"a\"} {}                           | MALFORMED     | text after",
        "{\"id\":\"a\",\"id\":\"b\"}                 | MALFORMED     | id occurs twice",
        "{\"id\":{\"x\":1}}                          | MALFORMED     | id is an object",
        "{\"id\":\"a\",\"meta\":{\"at\":[1]}}        | MALFORMED     | meta.at is a list",
        "{\"id\":\"a\",\"meta\":{\"at\":\"soon\"}}   | BAD_VALUE     | epoch_seconds",
        "{\"id\":\"a\",\"meta\":{\"at\":99999999999999999}} | BAD_VALUE | 1900 to 9999",
        "{\"id\":\"a\",\"meta\":{\"at\":1},\"count\":1.5} | BAD_VALUE | no whole number",
        "{\"id\":\"\",\"meta\":{\"at\":1}}           | MISSING_FIELD | empty",
        "{\"id\":\"a\",\"meta\":7}                   | MISSING_FIELD | missing"
      })
  void whatIsNoRecordIsRefusedWithItsReason(String line, BreakReason reason, String detail) {
    Broken broken = (Broken) map("lines", line).get(0);

    assertThat(broken.reason()).isEqualTo(reason);
    assertThat(broken.detail()).contains(detail);
  }

  @Test
  void elementsOfAnArrayMayHaveLineBreaksAndRubbishAmongThemIsRefusedAlone() {
    // when
    List<Mapped> mapped =
        map(
            "array",
            """
            [
              {
                "id": "a",
                "meta": {"at": 0}
              },
              rubbish,
              {"id": "b", "meta": {"at": 1}}
            ]
            """);

    // then
    assertThat(mapped).hasSize(3);
    assertThat(row(mapped.get(0))[0]).isEqualTo("a");
    assertThat(((Broken) mapped.get(1)).reason()).isEqualTo(BreakReason.MALFORMED);
    assertThat(row(mapped.get(2))[0]).isEqualTo("b");
  }

  @Test
  void aDelimiterOfTheirOwnSplitsHeaderAndLines() {
    // when
    List<Mapped> mapped = map("semicolons", "id;at;who\na;1000;\"Doe; Jane\"\nb;2000;x,y\n");

    // then
    assertThat(mapped.get(0)).isInstanceOf(Header.class);
    assertThat(row(mapped.get(1))).startsWith("a", 1_000_000L, "Doe; Jane");
    assertThat(row(mapped.get(2))).startsWith("b", 2_000_000L, "x,y");
  }

  @ParameterizedTest
  @CsvSource({"1,true", "Y,true", "yes,true", "true,true", "0,false", "No,false", "f,false"})
  void aFlagMayBeWrittenAsPeopleDo(String written, boolean meant) {
    assertThat(row(map("flags", "a,1000," + written).get(0))).endsWith(meant);
    assertThat(((Broken) map("flags", "a,1000,2").get(0)).field()).isEqualTo("paid");
  }

  @Test
  void aDeclaredHeaderMakesTheFirstLineARecord() {
    // when
    List<Mapped> mapped = map("no-header", "a\t1000\tJane\tx\nb\t2000\tx\n");

    // then
    assertThat(row(mapped.get(0))).startsWith("a", 1_000_000L, "Jane");
    assertThat(((Broken) mapped.get(1)).detail()).isEqualTo("3 columns where the header has 4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"", "\n"})
  void aCsvFileWithoutAHeaderIsNoneOfASourceThatHasOne(String content) {
    assertThatThrownBy(() -> map("semicolons", content))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("no header for source semicolons of feed sales");
  }

  private static Object[] row(Mapped mapped) {
    return ((Row) mapped).values();
  }

  private static List<Mapped> map(String source, String content) {
    byte[] bytes = content.getBytes(UTF_8);
    SourceMapping mapping = SALES.sources().get(source);
    LineSource lines =
        LineMapper.cutOf(mapping).of(new ByteArrayInputStream(bytes), Line.HEAD_BYTES);
    LineMapper mapper =
        new LineMapper(SALES, mapping, Sha256.newDigest().digest(bytes), Geography.NONE);
    List<Mapped> mapped = new ArrayList<>();
    try {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        mapped.add(mapper.map(line));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    mapper.requireHeader();
    return mapped;
  }
}
