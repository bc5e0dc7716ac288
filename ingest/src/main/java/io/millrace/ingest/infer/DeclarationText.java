package io.millrace.ingest.infer;

import io.millrace.model.feed.FieldType;
import io.millrace.model.feed.SourceFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a guessed declaration as the two files of a feed, for a person to go on with. */
final class DeclarationText {
  private static final int COMMENT_AT = 34;

  private final Declaration declared;

  DeclarationText(Declaration declared) {
    this.declared = declared;
  }

  /** The Avro schema. */
  String avsc() {
    String fields =
        declared.fields().stream().map(DeclarationText::schema).collect(Collectors.joining(",\n"));
    return """
        {
          "type": "record",
          "name": %s,
          "namespace": "io.millrace.feed",
          "doc": %s,
          "fields": [
        %s
          ]
        }
        """
        .formatted(
            YamlText.quoted(declared.feed()),
            YamlText.quoted("A record of %s.".formatted(declared.sample())),
            fields);
  }

  /** The declaration. */
  String yaml() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Guessed from %s by: millrace feed add. The fields of a record stand in %s.avsc."
            .formatted(YamlText.comment(declared.sample()), declared.feed()));
    lines.add("# Look at what says \"check\", write in the schema what each field means, then:");
    lines.add("#   millrace feed check " + declared.feed());
    lines.add("#   millrace feed apply " + declared.feed());
    declared.notes().forEach(note -> lines.add("# " + YamlText.comment(note)));
    lines.add("feed: " + YamlText.name(declared.feed()));
    lines.add("partitions: 3");
    lines.add(
        commented(
            "key: [%s]".formatted(YamlText.name(declared.key().field())), declared.key().why()));
    lines.add(
        commented(
            "event_time: " + YamlText.name(declared.eventTime().field()),
            declared.eventTime().why()));
    lines.add(commented("id: " + YamlText.name(declared.id().field()), declared.id().why()));
    lines.add("");
    lines.add(commented("allowed_lateness: PT10M", "how long an hour stays open for late records"));
    declared
        .farPast()
        .ifPresent(
            day ->
                lines.add(
                    commented(
                        "far_past: " + day,
                        "earlier records are quarantined; so the sample is not")));
    declared
        .farFutureDays()
        .ifPresent(
            days ->
                lines.add(
                    commented(
                        "far_future: P%dD".formatted(days),
                        "check: the sample holds times that are still to come")));
    personal(lines);
    source(lines);
    return String.join("\n", lines) + "\n";
  }

  private void personal(List<String> lines) {
    List<GuessedField> personal =
        declared.fields().stream().filter(GuessedField::personal).toList();
    if (personal.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(
        "# check: likely personal, by name or by values; marked in the schema and hidden in the _masked views.");
    lines.add(
        "# keep stores them as they are, hash a keyed hash of them (texts only), drop nothing.");
    lines.add("personal_data:");
    personal.forEach(field -> lines.add("  %s: keep".formatted(YamlText.name(field.name()))));
  }

  private void source(List<String> lines) {
    SampleLayout layout = declared.layout();
    lines.add("");
    lines.add("# How files like the sample become records.");
    lines.add("sources:");
    lines.add("  %s:".formatted(sourceName(layout.format())));
    lines.add("    format: " + layout.format().declared());
    if (layout.format() == SourceFormat.CSV) {
      if (layout.csv().delimiter() != ',') {
        lines.add(
            "    delimiter: "
                + (layout.csv().delimiter() == '\t'
                    ? "tab"
                    : YamlText.quoted("" + layout.csv().delimiter())));
      }
      if (!layout.csv().header().isEmpty()) {
        lines.add(
            "    header: [%s]"
                .formatted(
                    layout.csv().header().stream()
                        .map(YamlText::quoted)
                        .collect(Collectors.joining(", "))));
      }
    }
    lines.add("    fields:");
    for (GuessedField field : declared.fields()) {
      lines.add(
          commented(
              "      %s: { %s }"
                  .formatted(YamlText.name(field.name()), String.join(", ", field.source())),
              field.why()));
    }
  }

  private static String sourceName(SourceFormat format) {
    return switch (format) {
      case COMBINED_ACCESS_LOG -> "access-log";
      default -> format.declared();
    };
  }

  private static String commented(String line, String why) {
    return why.isEmpty()
        ? line
        : line + " ".repeat(Math.max(1, COMMENT_AT - line.length())) + "# " + YamlText.comment(why);
  }

  private static String schema(GuessedField field) {
    String type = type(field.type());
    return "    {\"name\": %s, \"type\": %s,%s%s\n     \"doc\": %s}"
        .formatted(
            YamlText.quoted(field.name()),
            field.required() ? type : "[\"null\", " + type + "]",
            field.required() ? "" : " \"default\": null,",
            field.personal() ? " \"personal\": true," : "",
            YamlText.quoted(field.doc()));
  }

  private static String type(FieldType type) {
    return switch (type) {
      case STRING -> "\"string\"";
      case INT -> "\"int\"";
      case LONG -> "\"long\"";
      case DOUBLE -> "\"double\"";
      case BOOLEAN -> "\"boolean\"";
      case MONEY ->
          "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 18, \"scale\": 4}";
      case TIMESTAMP -> "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}";
      case DATE -> "{\"type\": \"int\", \"logicalType\": \"date\"}";
    };
  }
}
