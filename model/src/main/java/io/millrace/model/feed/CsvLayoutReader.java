package io.millrace.model.feed;

import io.millrace.model.declaration.Section;
import java.util.HashSet;
import java.util.List;

/** Reads the settings {@code delimiter} and {@code header} of one source. */
final class CsvLayoutReader {
  private static final String LEGAL_DELIMITER =
      "one character that is neither a quote nor a line break, or tab";

  private final Section source;

  CsvLayoutReader(Section source) {
    this.source = source;
  }

  /** The layout; the usual one for a source of another format, which may not have the settings. */
  CsvLayout read(SourceFormat format) {
    if (format != null && format != SourceFormat.CSV) {
      for (String key : List.of("delimiter", "header")) {
        if (source.has(key)) {
          source.note(key, "present", key + " only with format: csv");
        }
      }
      return CsvLayout.USUAL;
    }
    Character delimiter =
        source.read(
            "delimiter", CsvLayout.USUAL.delimiter(), LEGAL_DELIMITER, CsvLayoutReader::character);
    List<String> header = source.texts("header", "column names");
    if (new HashSet<>(header).size() < header.size()) {
      source.note("header", String.join(", ", header), "each column's name once");
    }
    return new CsvLayout(delimiter == null ? CsvLayout.USUAL.delimiter() : delimiter, header);
  }

  private static Character character(String text) {
    if (text.equals("tab")) {
      return '\t';
    }
    return text.length() == 1 && "\"\r\n".indexOf(text.charAt(0)) < 0 ? text.charAt(0) : null;
  }
}
