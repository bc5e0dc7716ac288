package io.millrace.model.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.model.declaration.Problem;
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

    assertThat(feed.owner()).isEqualTo("data-platform");
    assertThat(feed.topic()).isEqualTo("clicks");
    assertThat(feed.partitions()).isEqualTo(3);
    assertThat(feed.allowedLateness()).hasMinutes(10);
    assertThat(feed.idleTimeout()).hasMinutes(1);
    assertThat(feed.farPast()).isEqualTo("2000-01-01T00:00:00Z");
    assertThat(feed.farFuture()).hasDays(1);
    assertThat(feed.liveStart()).isEmpty();
    assertThat(feed.sources()).isEmpty();
    assertThat(feed.wireFormat()).isEqualTo(WireFormat.JSON);
    assertThat(feed.partitionBy()).containsExactly("dt", "hour");
    assertThat(feed.retention())
        .hasToString("Retention[topic=P7D, raw=forever, quarantine=forever]");
    assertThat(feed.personalData()).isEmpty();
    assertThat(feed.collected()).isEmpty();
    assertThat(feed.rules()).isEmpty();
    assertThat(feed.doc()).isEqualTo("A click.");
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
        wire_format: xml
        partition_by: [dt]
        retention: {topic: P1W, raw: P0D, quarantine: never, dlq: P7D}
        colour: red
        owner: 'it''s us'
        """;

    assertThat(problems(yaml, AVSC))
        .extracting(Problem::path)
        .contains(
            "feed",
            "owner",
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
            "wire_format",
            "partition_by",
            "retention.topic",
            "retention.raw",
            "retention.quarantine",
            "retention.dlq",
            "colour");
    assertThat(problems(yaml, AVSC))
        .extracting(Problem::toString)
        .contains(
            "clicks.yaml:6: allowed_lateness: 10 minutes; legal: an ISO-8601 duration such as PT10M"
                + " or P1D, not negative",
            "clicks.yaml:4: key: nobody; legal: one or more different fields: id, who",
            "clicks.yaml:1: id: missing; legal: a required STRING field: id, who",
            "clicks.yaml:3: partitions: many; legal: a whole number from 1 to 1000",
            "clicks.yaml:11: wire_format: xml; legal: json, avro",
            "clicks.yaml:12: partition_by: [dt]; legal: [dt, hour]",
            "clicks.yaml:13: retention.raw: P0D; legal: a period in days such as P7D, from P1D to"
                + " P36500D, or forever",
            "clicks.yaml:13: retention.dlq: unknown setting; legal: quarantine, raw, topic");
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
          {"name": "who", "type": ["null", "string"], "doc": "No default."},
          {"name": "odd", "type": "strin", "doc": "Misspelt."},
          {"name": "five", "type": ["null", "int"], "default": 5, "doc": "Default of no type."},
          {"name": "id", "type": "string", "doc": "Again."},
          {"name": "mail", "type": "string", "doc": "Mail.", "personal": "yes", "aliases": ["m"]},
          {"type": "string", "doc": "No name."}, 7,
          {"name": "none", "doc": "No type."}], "version": 2}
        """;

    assertThat(problems(YAML, avsc))
        .filteredOn(p -> p.file().equals("clicks.avsc"))
        .extracting(p -> p.line() + " " + p.path())
        .containsExactly(
            "1 doc",
            "3 fields.at.type",
            "4 fields.Upper",
            "5 fields.dt",
            "6 fields.price.type",
            "8 fields.small.type",
            "9 fields.silent.doc",
            "10 fields.late.type",
            "11 fields.who.default",
            "12 fields.odd.type",
            "13 fields.five.default",
            "14 fields.id",
            "15 fields.mail.aliases",
            "15 fields.mail.personal",
            "16 fields[13]",
            "16 fields[14]",
            "17 version",
            "17 fields.none.type");
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
                  who: { column: c, as: country, hosts: [x] }
              places:
                format: ndjson
                fields:
                  id: { column: a, as: city }
                  at: { column: b }
                  count: { column: c, as: region }
            """;

    assertThat(problems(yaml, AVSC))
        .extracting(p -> p.path() + ": " + p.value())
        .containsExactly(
            "sources.log.colour: unknown setting",
            "sources.log.fields.at: missing",
            "sources.log.fields.id: 2 of them",
            "sources.log.fields.who.as: shout",
            "sources.log.fields.who.column: nobody",
            "sources.log.fields.count.constant: many",
            "sources.log.fields.nothing: nothing",
            "sources.table.format: parquet",
            "sources.table.fields.id.zone: UTC",
            "sources.table.fields.at.zone: missing",
            "sources.table.fields.who.hosts: x",
            "sources.table.fields.who.column_: unknown setting",
            "sources.times.format: missing",
            "sources.times.fields.id: missing",
            "sources.times.fields.at.pattern: qqqqqqqq",
            "sources.times.fields.count.pattern: in a INT field",
            "sources.times.fields.who.hosts: x",
            "sources.places.fields.count.as: region");
  }

  @Test
  void textThatIsNoYamlOrJsonIsNamedWithItsLine() {
    assertThat(problems("feed: [", "{")).hasSize(2);
    assertThat(problems(YAML + "feed: again\n", AVSC))
        .singleElement()
        .hasToString("clicks.yaml:5: feed: occurs twice; legal: each key once");
    assertThat(problems("", AVSC)).singleElement().matches(p -> p.file().equals("clicks.yaml"));
    assertThat(problems("- a\n", AVSC)).hasSize(1);
    assertThat(problems("feed: clicks\n\tkey: x\n", AVSC))
        .singleElement()
        .matches(p -> p.line() == 2 && p.value().contains("TAB"));
    assertThat(problems("a: &x 1\nb: *x\n", AVSC))
        .extracting(Problem::toString)
        .contains("clicks.yaml:2: b: *x; legal: the value itself instead of an alias");
    assertThat(problems(YAML + "---\nfeed: more\n", AVSC)).hasSize(1);
    assertThat(problems(YAML, AVSC + "x")).hasSize(1);
    assertThat(problems(YAML, AVSC.replace("\"fields\": [", "\"fields\": [,")))
        .singleElement()
        .matches(p -> p.file().equals("clicks.avsc") && p.line() == 1);
    assertThat(problems(YAML, "{\"type\": \"record\", \"name\": \"clicks\", \"doc\": \"A.\"}"))
        .singleElement()
        .matches(p -> p.path().equals("fields"));
    assertThat(problems(YAML, "\"string\"")).isNotEmpty();
  }

  @Test
  void textThatIsNestedWithoutEndIsRefusedAndNotFollowed() {
    String deep = "[".repeat(20_000);

    assertThatThrownBy(() -> FeedCatalog.parse("activity", "feed: " + deep, deep))
        .isInstanceOf(InvalidFeedException.class)
        .hasMessageContaining("activity.yaml:1: nested deeper than 100 levels")
        .hasMessageContaining("activity.avsc:1: nested deeper than 100 levels");
  }

  @Test
  void problemIsOneLineWhateverTheValue() {
    String yaml =
        YAML + "topic: \"a\\nb\\e[31m\"\nwire_format: ''\npartitions: " + "9".repeat(500) + "\n";

    assertThat(problems(yaml, AVSC))
        .extracting(Problem::toString)
        .allMatch(line -> line.lines().count() == 1 && line.length() < 400)
        .anyMatch(line -> line.contains("topic: a b [31m; legal:"))
        .anyMatch(line -> line.contains("wire_format: \"\"; legal:"))
        .anyMatch(line -> line.contains("999…; legal:"));
  }

  @Test
  void settingWithNothingBehindItIsMissing() {
    String yaml =
        "feed:\nkey:\nevent_time:\nid:\ntopic:\nsources: {a: {format: , fields: {id: }}}\n";

    assertThat(problems(yaml, AVSC))
        .extracting(p -> p.path() + ": " + p.value())
        .contains(
            "feed: missing",
            "key: missing",
            "event_time: missing",
            "id: missing",
            "sources.a.format: missing",
            "sources.a.fields.id: 0 of them");
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
    assertThat(invalid.problems())
        .filteredOn(p -> p.path().equals("feed"))
        .allMatch(p -> p.line() == 1);
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
                  who: {column: id, as: flag}
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
            "sources.csv.fields.count.pattern",
            "sources.csv.fields.who.as");
  }

  private static List<Problem> problems(String yaml, String avsc) {
    return catchThrowableOfType(
            InvalidFeedException.class, () -> FeedCatalog.parse("clicks", yaml, avsc))
        .problems();
  }
}
