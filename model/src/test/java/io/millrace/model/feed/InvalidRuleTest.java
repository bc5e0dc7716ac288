package io.millrace.model.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.model.declaration.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is wrong with rules, personal data and what the collector fills in, all at once. */
class InvalidRuleTest {
  private static final String AVSC =
      """
      {"type": "record", "name": "visits", "doc": "A visit.", "fields": [
        {"name": "id", "type": "string", "doc": "Id."},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "Time."},
        {"name": "who", "type": "string", "doc": "Who.", "personal": true},
        {"name": "mail", "type": ["null", "string"], "default": null, "doc": "M.", "personal": true},
        {"name": "phone", "type": ["null", "string"], "default": null, "doc": "P.", "personal": true},
        {"name": "age", "type": ["null", "int"], "default": null, "doc": "Age.", "personal": true},
        {"name": "page", "type": ["null", "string"], "default": null, "doc": "Page."},
        {"name": "good", "type": ["null", "boolean"], "default": null, "doc": "Good."},
        {"name": "new", "type": ["null", "boolean"], "default": null, "doc": "New."},
        {"name": "count", "type": ["null", "int"], "default": null, "doc": "Count."},
        {"name": "most", "type": ["null", "int"], "default": null, "doc": "Most."}]}
      """;
  private static final String YAML =
      """
      feed: visits
      key: [who]
      event_time: at
      id: id
      """;

  @Test
  void rulesAreReadAsDeclared() {
    Feed feed =
        FeedCatalog.parse(
            "visits",
            YAML
                + """
                personal_data: {mail: hash, phone: drop}
                collector: {id: random_id, at: received_at, mail: address, page: referrer}
                rules:
                  - {name: some, field: count, range: {min: 0, max: 10}}
                  - {name: known, field: page, in: [a, "1", 007]}
                  - {name: path, field: page, matches: "/.*"}
                  - {name: paged, required: page}
                  - {name: someone, required: [who, mail], at_least: 1}
                  - {name: all, required: [page, count]}
                  - {name: bounded, compare: [count, "<=", most]}
                wire_format: avro
                partition_by: [dt, hour]
                retention: {topic: P3D, raw: P90D, quarantine: forever}
                """,
            AVSC);

    assertThat(feed.rules())
        .containsExactly(
            new Rule.Range("some", "count", 0, 10),
            new Rule.In("known", "page", Set.of("a", "1", "007")),
            new Rule.Matches("path", "page", "/.*"),
            new Rule.Required("paged", List.of("page"), 1),
            new Rule.Required("someone", List.of("who", "mail"), 1),
            new Rule.Required("all", List.of("page", "count"), 2),
            new Rule.Compare("bounded", "count", Comparison.LESS_OR_EQUAL, "most"));
    assertThat(feed.personalData())
        .containsOnly(
            Map.entry("who", PersonalTreatment.KEEP),
            Map.entry("mail", PersonalTreatment.HASH),
            Map.entry("phone", PersonalTreatment.DROP),
            Map.entry("age", PersonalTreatment.KEEP));
    assertThat(feed.collected())
        .containsEntry("id", CollectedValue.RANDOM_ID)
        .containsEntry("mail", CollectedValue.ADDRESS);
    assertThat(feed.wireFormat()).isEqualTo(WireFormat.AVRO);
    assertThat(feed.retention())
        .isEqualTo(new Retention(new KeepTime(3), new KeepTime(90), KeepTime.FOREVER));
  }

  @Test
  void everyWrongRuleIsNamedTogether() {
    String yaml =
        """
        feed: visits
        key: [who]
        event_time: at
        id: id
        personal_data: {phone: drop}
        rules:
          - {field: count, range: {min: 0}}
          - {name: Upper, field: count, range: {min: 0}}
          - {name: two, field: count, range: {min: 0}, in: [1]}
          - {name: none, field: count}
          - {name: nofield, range: {min: 0}}
          - {name: unknown, field: nobody, range: {min: 0}}
          - {name: text, field: page, range: {min: 0}}
          - {name: empty, field: count, range: {}}
          - {name: turned, field: count, range: {min: 2, max: 1}}
          - {name: typed, field: count, range: {min: few}}
          - {name: other, field: count, range: {least: 1, max: 3}}
          - {name: noset, field: page, in: []}
          - {name: twice, field: count, in: [1, 1]}
          - {name: members, field: count, in: [1, one]}
          - {name: number, field: count, matches: "1"}
          - {name: open, field: page, matches: "(/"}
          - {name: nothing, required: []}
          - {name: gone, required: phone}
          - {name: many, required: [page, who], at_least: 3}
          - {name: beside, field: page, in: [a], at_least: 1}
          - {name: short, compare: [count, "<="]}
          - {name: sign, compare: [count, "=<", most]}
          - {name: types, compare: [count, "<", page]}
          - {name: self, compare: [count, "<", count]}
          - {name: truths, compare: [good, "<", new]}
          - {name: stranger, compare: [count, "<", nobody], colour: red}
          - {name: stranger, compare: [count, "<", most], field: count}
          - just text
        """;

    assertThat(problems(yaml))
        .extracting(p -> p.line() + " " + p.path() + ": " + p.value())
        .containsExactly(
            "7 rules[0].name: missing",
            "8 rules[1].name: Upper",
            "9 rules[2]: range, in",
            "10 rules[3]: none of them",
            "11 rules[4].field: missing",
            "12 rules[5].field: nobody",
            "13 rules[6].range: of page, a STRING",
            "14 rules[7].range: empty",
            "15 rules[8].range: min greater than max",
            "16 rules[9].range.min: few",
            "17 rules[10].range.least: unknown setting",
            "18 rules[11].in: empty",
            "19 rules[12].in: 1 twice",
            "20 rules[13].in: one",
            "21 rules[14].matches: of count, a INT",
            "22 rules[15].matches: (/",
            "23 rules[16].required: none",
            "24 rules[17].required: phone",
            "25 rules[18].at_least: 3",
            "26 rules[19].at_least: beside in",
            "27 rules[20].compare: 2 items",
            "28 rules[21].compare: =<",
            "29 rules[22].compare: count, a INT, beside page, a STRING",
            "30 rules[23].compare: count, a INT, beside count, a INT",
            "31 rules[24].compare: <",
            "32 rules[25].compare: nobody",
            "32 rules[25].colour: unknown setting",
            "33 rules[26].name: stranger",
            "33 rules[26].field: beside compare",
            "34 rules[27]: just text");
    assertThat(problems(yaml))
        .extracting(Problem::toString)
        .contains(
            "visits.yaml:24: rules[17].required: phone; legal: one or more different fields that"
                + " are not dropped: id, at, who, mail, age, page, good, new, count, most",
            "visits.yaml:28: rules[21].compare: =<; legal: [field, sign, field] with one of the"
                + " quoted signs = != < <= > >=");
  }

  @Test
  void rulesThatAreNoListAreRefused() {
    assertThat(problems(YAML + "rules: {name: x}\n")).hasSize(1);
    assertThat(problems(YAML + "rules: x\n")).hasSize(1);
    assertThat(FeedCatalog.parse("visits", YAML + "rules:\n", AVSC).rules()).isEmpty();
    assertThat(FeedCatalog.parse("visits", YAML + "rules: []\n", AVSC).rules()).isEmpty();
  }

  @Test
  void ruleThatLandingCouldNotJudgeByHashesIsRefused() {
    String comparing = YAML + "personal_data: {mail: hash, phone: %s}\nrules:\n  - {name: c, %s}\n";

    assertThat(problems(comparing.formatted("keep", "compare: [mail, \"=\", phone]"))).hasSize(1);
    assertThat(problems(comparing.formatted("hash", "compare: [mail, \"<\", phone]"))).hasSize(1);
    assertThat(
            FeedCatalog.parse(
                    "visits", comparing.formatted("hash", "compare: [mail, \"!=\", phone]"), AVSC)
                .rules())
        .hasSize(1);
  }

  @Test
  void everyWrongTreatmentOfPersonalDataIsNamedTogether() {
    String yaml =
        YAML
            + """
            personal_data:
              who: drop
              age: hash
              page: hash
              nobody: keep
              mail: encrypt
            """;

    assertThat(problems(yaml))
        .extracting(Problem::toString)
        .containsExactly(
            "visits.yaml:6: personal_data.who: drop; legal: keep, hash; the field is required",
            "visits.yaml:6: personal_data.who: drop; legal: keep, hash; the field is in key",
            "visits.yaml:7: personal_data.age: hash; legal: keep, drop; only a STRING can be"
                + " hashed",
            "visits.yaml:8: personal_data.page: not marked \"personal\": true in the schema; legal:"
                + " a personal field: who, mail, phone, age",
            "visits.yaml:9: personal_data.nobody: no field of the feed; legal: a personal field:"
                + " who, mail, phone, age",
            "visits.yaml:10: personal_data.mail: encrypt; legal: keep, hash, drop");
  }

  @Test
  void fieldThatTheSchemaHasWronglyIsNamedOnce() {
    String yaml =
        YAML
            + """
            personal_data: {mail: hash}
            collector: {mail: address}
            rules:
              - {name: a, field: mail, matches: ".+"}
              - {name: b, required: [mail, who]}
              - {name: c, compare: [mail, "=", page]}
              - {name: d, field: count, range: {min: few}}
            sources: {s: {format: csv, fields: {mail: {column: m}, id: {record_id: true},
              at: {column: a}, who: {column: w}}}}
            """;
    String avsc =
        AVSC.replaceFirst(
            "\"mail\", \"type\": .\"null\", \"string\"", "\"mail\", \"type\": [\"null\", \"text\"");

    assertThat(problems(yaml, avsc))
        .extracting(p -> p.file() + " " + p.path())
        .containsExactly("visits.avsc fields.mail.type", "visits.yaml rules[3].range.min");
  }

  @Test
  void everyWrongCollectedValueIsNamedTogether() {
    String yaml =
        YAML
            + """
            collector:
              id: received_at
              page: address
              nobody: random_id
              who: weather
              new: address_city
            """;

    assertThat(problems(yaml))
        .extracting(Problem::toString)
        .containsExactly(
            "visits.yaml:6: collector.id: received_at in a STRING field; legal: a TIMESTAMP field:"
                + " at",
            "visits.yaml:7: collector.page: address; legal: a personal field, since an address is"
                + " of a person: who, mail, phone, age",
            "visits.yaml:8: collector.nobody: nobody; legal: a field of the feed: id, at, who,"
                + " mail, phone, age, page, good, new, count, most",
            "visits.yaml:9: collector.who: weather; legal: random_id, received_at, user_agent,"
                + " referrer, address, plain_address, address_country, address_region,"
                + " address_city",
            "visits.yaml:10: collector.new: address_city in a BOOLEAN field; legal: a STRING"
                + " field: id, who, mail, phone, page");
  }

  private static List<Problem> problems(String yaml) {
    return problems(yaml, AVSC);
  }

  private static List<Problem> problems(String yaml, String avsc) {
    return catchThrowableOfType(
            InvalidFeedException.class, () -> FeedCatalog.parse("visits", yaml, avsc))
        .problems();
  }
}
