package io.millrace.warehouse.curate;

import java.util.Locale;

/** What becomes of hours that were curated from all that has landed in them until now. */
public enum UpToDate {
  /** They stay; nothing of them is read but by sessions. */
  KEEP,
  /** They are curated again and replaced, as after a change of what curation does. */
  REPLACE;

  /**
   * Reads {@code keep} or {@code replace}.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public static UpToDate parse(String text) {
    return switch (text.strip()) {
      case "keep" -> KEEP;
      case "replace" -> REPLACE;
      default -> throw new IllegalArgumentException("neither keep nor replace");
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
