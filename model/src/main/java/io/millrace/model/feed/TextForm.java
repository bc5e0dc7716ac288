package io.millrace.model.feed;

import io.millrace.model.geo.PlacePart;
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
  FLAG("flag"),
  /** The country in which an IP address is; null for any other text. */
  COUNTRY("country", PlacePart.COUNTRY),
  /** The region in which an IP address is; null for any other text. */
  REGION("region", PlacePart.REGION),
  /** The city in which an IP address is; null for any other text. */
  CITY("city", PlacePart.CITY);

  private final String declared;
  private final Optional<PlacePart> place;

  TextForm(String declared) {
    this.declared = declared;
    this.place = Optional.empty();
  }

  TextForm(String declared, PlacePart place) {
    this.declared = declared;
    this.place = Optional.of(place);
  }

  /** The name in a declaration. */
  public String declared() {
    return declared;
  }

  /** What of an address' place it is; empty for what is no place. */
  public Optional<PlacePart> place() {
    return place;
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
