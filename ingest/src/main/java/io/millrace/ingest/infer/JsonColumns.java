package io.millrace.ingest.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.ingest.line.Cut;
import io.millrace.ingest.line.Line;
import io.millrace.ingest.line.LineSource;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.model.feed.CsvLayout;
import io.millrace.model.feed.SourceFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the members of a sample's JSON objects; those of nested objects by their dotted paths. */
final class JsonColumns {
  private static final int DEEPEST = 20;
  private static final int MOST_COLUMNS = 1_000;

  private final SourceFormat format;
  private final SourceFile file;
  private final int maxLineBytes;
  private final ObjectMapper json = new ObjectMapper();
  private final Set<String> values = new LinkedHashSet<>();
  private final Set<String> objects = new LinkedHashSet<>();
  private final Set<String> lists = new LinkedHashSet<>();
  private final Set<String> texts = new LinkedHashSet<>();

  JsonColumns(SourceFormat format, SourceFile file, int maxLineBytes) {
    this.format = format;
    this.file = file;
    this.maxLineBytes = maxLineBytes;
  }

  /** The layout; lines that are no JSON object are passed over here and counted later. */
  SampleLayout layout() throws IOException {
    Cut cut = format == SourceFormat.JSON_ARRAY ? Cut.JSON_ARRAY : Cut.LINES;
    try (InputStream in = file.open(read -> {})) {
      LineSource lines = cut.of(in, maxLineBytes);
      for (Line line = lines.next(); line != null; line = lines.next()) {
        look(line);
      }
    }
    List<String> notes = new ArrayList<>();
    if (!lists.isEmpty()) {
      notes.add("Left out, since they hold lists: " + String.join(", ", lists));
    }
    Set<String> mixed = new LinkedHashSet<>(values);
    mixed.retainAll(objects);
    mixed.removeAll(lists);
    if (!mixed.isEmpty()) {
      notes.add("Left out, since they are sometimes objects: " + String.join(", ", mixed));
    }
    List<String> columns =
        values.stream().filter(v -> !lists.contains(v) && !mixed.contains(v)).toList();
    if (columns.isEmpty() || columns.size() > MOST_COLUMNS) {
      throw new UnusableFileException(
          "%s holds JSON objects with %d members of plain values; a feed has 1 to %d."
              .formatted(file.name(), columns.size(), MOST_COLUMNS),
          null);
    }
    return new SampleLayout(format, CsvLayout.USUAL, columns, texts, notes);
  }

  private void look(Line line) throws IOException {
    try {
      JsonNode record = line.whole() ? json.readTree(line.bytes()) : null;
      if (record != null && record.isObject()) {
        look("", record, 0);
      }
    } catch (JsonProcessingException e) {
      // no JSON: such a line is a refusal, and told when the sample is read by the declaration
    }
  }

  private void look(String prefix, JsonNode object, int depth) {
    object
        .fields()
        .forEachRemaining(
            member -> {
              String path = prefix + member.getKey();
              JsonNode value = member.getValue();
              if (value.isArray() || (value.isObject() && depth == DEEPEST)) {
                lists.add(path);
              } else if (value.isObject()) {
                objects.add(path);
                look(path + ".", value, depth + 1);
              } else if (values.size() <= MOST_COLUMNS) {
                values.add(path);
                if (value.isTextual() && !value.asText().isEmpty()) {
                  texts.add(path);
                }
              }
            });
  }
}
