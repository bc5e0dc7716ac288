package io.millrace.model.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that is wrong with a declaration is said at once: where, what, and what would be
 * right.
 */
class InvalidDeclarationTest {
  private static final String AVSC =
      """
      {"type": "record", "name": "clicks", "doc": "A click.", "fields": [
        {"name": "id", "type": "string", "doc": "Id."},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "Time."},
        {"name": "who", "type": ["null", "string"], "default": null, "doc": "Who."},
        {"name": "count", "type": ["null", "int"], "default": null, "doc": "How many."}]}
      """;
  private static final String YAML =
      """
      feed: clicks
      key: [who]
      event_time: at
      id: id
      """;

  @TempDir Path folder;

  @Test
  void leastDeclarationHasDefaults() {
    Feed feed = FeedCatalog.parse("clicks", YAML, AVSC);

    assertThat(feed.topic()).isEqualTo("clicks");
    assertThat(feed.partitions()).isEqualTo(3);
    assertThat(feed.allowedLateness()).hasMinutes(10);
    assertThat(feed.idleTimeout()).hasMinutes(1);
    assertThat(feed.farPast()).isEqualTo("2000-01-01T00:00:00Z");
    assertThat(feed.farFuture()).hasDays(1);
    assertThat(feed.liveStart()).isEmpty();
    assertThat(feed.sources()).isEmpty();
  }

  @Test
  void everyWrongSettingIsNamedTogether() {
    String yaml =
        """
        feed: Clicks
        topic: "a b"
        partitions: many
        key: [count, nobody]
        event_time: who
        allowed_lateness: 10 minutes
        idle_timeout: PT0S
        far_past: 1899-12-31
        far_future: -P1D
        live_start: soon
        colour: red
        """;

    assertThat(problems(yaml, AVSC))
        .extracting(Problem::path)
        .contains(
            "feed",
            "topic",
            "partitions",
            "key",
            "event_time",
            "id",
            "allowed_lateness",
            "idle_timeout",
            "far_past",
            "far_future",
            "live_start",
            "colour");
    assertThat(problems(yaml, AVSC))
        .extracting(Problem::toString)
        .contains(
            "clicks.yaml: allowed_lateness: 10 minutes; legal: an ISO-8601 duration such as PT10M"
                + " or P1D, not negative",
            "clicks.yaml: key: nobody; legal: one or more different fields: id, who",
            "clicks.yaml: id: missing; legal: a required STRING field: id, who",
            "clicks.yaml: partitions: many; legal: a whole number from 1 to 1000");
  }

  @Test
  void everyWrongFieldOfTheSchemaIsNamedTogether() {
    String avsc =
        """
        {"type": "record", "name": "clicks", "fields": [
          {"name": "id", "type": "string", "doc": "Id."},
          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-millis"}, "doc": "T."},
          {"name": "Upper", "type": "string", "doc": "Upper case."},
          {"name": "dt", "type": "string", "doc": "Reserved."},
          {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 9,
            "scale": 2}, "doc": "Small."},
          {"name": "small", "type": "float", "doc": "Float."},
          {"name": "silent", "type": "string"},
          {"name": "late", "type": ["string", "null"], "doc": "Order of the union."},
          {"name": "who", "type": ["null", "string"], "doc": "No default."}]}
        """;

    assertThat(problems(YAML, avsc))
        .filteredOn(p -> p.file().equals("clicks.avsc"))
        .extracting(Problem::path)
        .containsExactly(
            "doc",
            "fields.at.type",
            "fields.Upper",
            "fields.dt",
            "fields.price.type",
            "fields.small.type",
            "fields.silent.doc",
            "fields.late.type",
            "fields.who.default");
  }

  @Test
  void everyWrongMappingIsNamedTogether() {
    String yaml =
        YAML
            + """
            sources:
              log:
                format: combined-access-log
                colour: red
                fields:
                  id: { record_id: true, constant: x }
                  who: { column: nobody, as: shout }
                  count: { constant: many }
                  nothing: { column: client }
              table:
                format: parquet
                fields:
                  id: { column: a, zone: UTC }
                  at: { column: b, pattern: "uuuu-MM-dd HH:mm" }
                  who: { column: c, hosts: [x], column_: d }
              times:
                fields:
                  at: { column: b, pattern: "qqqqqqqq" }
                  count: { column: c, pattern: "uuuu" }
            """;

    assertThat(problems(yaml, AVSC))
        .extracting(p -> p.path() + ": " + p.value())
        .containsExactly(
            "sources.log.fields.id: 2 of them",
            "sources.log.fields.who.as: shout",
            "sources.log.fields.who.column: nobody",
            "sources.log.fields.count.constant: many",
            "sources.log.fields.nothing: nothing",
            "sources.log.fields.at: missing",
            "sources.log.colour: unknown setting",
            "sources.table.format: parquet",
            "sources.table.fields.id.zone: UTC",
            "sources.table.fields.at.zone: missing",
            "sources.table.fields.who.hosts: x",
            "sources.table.fields.who.column_: unknown setting",
            "sources.times.format: missing",
            "sources.times.fields.at.pattern: qqqqqqqq",
            "sources.times.fields.count.pattern: in a INT field",
            "sources.times.fields.id: missing");
  }

  @Test
  void textThatIsNoYamlOrJsonIsNamedWithItsLine() {
    assertThat(problems("feed: [", "{")).hasSize(2);
    assertThat(problems(YAML + "feed: again\n", AVSC))
        .singleElement()
        .matches(p -> p.path().startsWith("line ") && p.value().contains("feed"));
    assertThat(problems("", AVSC)).singleElement().matches(p -> p.file().equals("clicks.yaml"));
    assertThat(problems("- a\n", AVSC)).hasSize(1);
    assertThat(problems(YAML, AVSC + "x")).hasSize(1);
    assertThat(problems(YAML, "\"string\"")).isNotEmpty();
  }

  @Test
  void wrongFilesOfAFolderAreNamedTogether() throws Exception {
    Files.writeString(folder.resolve("clicks.yaml"), YAML);
    Files.writeString(folder.resolve("clicks.avsc"), AVSC);
    Files.writeString(folder.resolve("other.yaml"), YAML.replace("feed: clicks", "feed: other"));
    Files.writeString(folder.resolve("lonely.avsc"), AVSC);
    Files.write(folder.resolve("broken.yaml"), new byte[] {(byte) 0xff});
    Files.writeString(folder.resolve("named.yaml"), YAML);
    Files.writeString(folder.resolve("named.avsc"), AVSC);

    InvalidFeedException invalid =
        catchThrowableOfType(InvalidFeedException.class, () -> FeedCatalog.load(folder));

    assertThat(invalid.problems())
        .extracting(p -> p.file() + " " + p.path() + " " + p.value())
        .contains(
            "broken.yaml  not UTF-8",
            "lonely.yaml  missing",
            "other.avsc  missing",
            "named.yaml feed clicks",
            "clicks.yaml topic clicks");
    assertThat(invalid).hasMessageStartingWith(invalid.problems().size() + " problems");
  }

  @Test
  void folderWithoutFeedsIsRefused() {
    assertThatThrownBy(() -> FeedCatalog.load(folder)).isInstanceOf(InvalidFeedException.class);
    assertThatThrownBy(() -> FeedCatalog.load(folder.resolve("none")))
        .isInstanceOf(InvalidFeedException.class)
        .hasMessageContaining("no such folder");
  }

  @Test
  void everyWrongSettingOfAFilesLayoutIsNamedTogether() {
    String yaml =
        YAML
            + """
            sources:
              feed:
                format: ndjson
                fields: {id: {column: id}, at: {column: at}}
              log:
                format: ndjson
                delimiter: ";"
                header: [a]
                fields: {id: {column: id}, at: {column: at, pattern: epoch_hours}}
              csv:
                format: csv
                delimiter: "::"
                header: [id, at, id]
                fields:
                  id: {column: id}
                  at: {column: time, pattern: epoch_millis, zone: UTC}
                  count: {column: at, pattern: epoch_seconds}
            """;

    assertThat(problems(yaml, AVSC))
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "sources.feed",
            "sources.log.delimiter",
            "sources.log.header",
            "sources.log.fields.at.pattern",
            "sources.csv.delimiter",
            "sources.csv.header",
            "sources.csv.fields.at.column",
            "sources.csv.fields.at.zone",
            "sources.csv.fields.count.pattern");
  }

  private static List<Problem> problems(String yaml, String avsc) {
    return catchThrowableOfType(
            InvalidFeedException.class, () -> FeedCatalog.parse("clicks", yaml, avsc))
        .problems();
  }
}
