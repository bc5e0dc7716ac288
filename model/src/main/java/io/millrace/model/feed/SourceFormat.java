package io.millrace.model.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file formats that a mapping can read. */
public enum SourceFormat {
  /**
   * The access log of Apache httpd and nginx in "combined" form. Its columns are fixed; {@code -}
   * stands for null. {@code request} is the whole request line, of which {@code method}, {@code
   * target} and {@code protocol} are the parts; {@code event_type} is derived: {@code error} for a
   * status of 400 or more, else {@code probe} for a method other than GET and POST, else {@code
   * asset} for a style sheet, script, image or font by the target's file extension, else {@code
   * page_view}.
   */
  COMBINED_ACCESS_LOG("combined-access-log"),
  /**
   * Separated values by RFC 4180, but without line breaks in values; a line is a record. Delimiter
   * and header are the mapping's {@link CsvLayout}. Empty is null.
   */
  CSV("csv"),
  /**
   * One JSON object a line. Its columns are the members; a dotted path names one of a nested
   * object. Absent, null and the empty text are null.
   */
  NDJSON("ndjson"),
  /** One JSON array of objects, each a record as in {@link #NDJSON}, however it is laid out. */
  JSON_ARRAY("json-array");

  private static final List<String> LOG_COLUMNS =
      List.of(
          "client",
          "identity",
          "user",
          "time",
          "request",
          "method",
          "target",
          "protocol",
          "status",
          "bytes",
          "referrer",
          "user_agent",
          "event_type");

  private final String declared;

  SourceFormat(String declared) {
    this.declared = declared;
  }

  /** The name in a declaration. */
  public String declared() {
    return declared;
  }

  /** Whether its records are JSON objects. */
  public boolean isJson() {
    return this == NDJSON || this == JSON_ARRAY;
  }

  /** The columns every such file has; empty where the file itself names them. */
  public List<String> columns() {
    return this == COMBINED_ACCESS_LOG ? LOG_COLUMNS : List.of();
  }

  static Optional<SourceFormat> of(String declared) {
    return Arrays.stream(values()).filter(f -> f.declared.equals(declared)).findFirst();
  }

  static String legal() {
    return Arrays.stream(values()).map(SourceFormat::declared).collect(Collectors.joining(", "));
  }
}
