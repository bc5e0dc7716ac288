package io.millrace.model.feed;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a mapping makes of a column's text. */
public enum TextForm {
  /** The text as it is. */
  TEXT("text"),
  /**
   * An identifier that a spreadsheet made a number: {@code 17850.0} becomes {@code 17850}; anything
   * else stays.
   */
  ID("id"),
  /** The path of a URL or request target, without query and fragment; not decoded. */
  PATH("path"),
  /** The query of a URL or request target, without the question mark; null when it has none. */
  QUERY("query"),
  /** The page section of the path, by {@link io.millrace.model.web.PageSection}. */
  SECTION("section"),
  /**
   * Yes or no, for a BOOLEAN field: {@code 1}, {@code y}, {@code yes} and {@code t} become true,
   * {@code 0}, {@code n}, {@code no} and {@code f} false, whatever their case; anything else stays.
   */
  FLAG("flag");

  private final String declared;

  TextForm(String declared) {
    this.declared = declared;
  }

  /** The name in a declaration. */
  public String declared() {
    return declared;
  }

  /** Whether it makes values for fields of that type. */
  boolean suits(FieldType type) {
    return this == TEXT || type == (this == FLAG ? FieldType.BOOLEAN : FieldType.STRING);
  }

  boolean readsUrls() {
    return this == PATH || this == QUERY || this == SECTION;
  }

  static Optional<TextForm> of(String declared) {
    return Arrays.stream(values()).filter(f -> f.declared.equals(declared)).findFirst();
  }

  static String legal() {
    return Arrays.stream(values()).map(TextForm::declared).collect(Collectors.joining(", "));
  }
}
