package io.millrace.model.funnel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a funnel may ask of an event, by the names of the columns of {@code dw.activity}. */
public enum EventField {
  SITE,
  EVENT_TYPE,
  PAGE,
  PAGE_SECTION,
  SECTION,
  ELEMENT,
  PREVIOUS_PAGE,
  STATUS_CODE,
  COUNTRY,
  REGION,
  CITY,
  DEVICE,
  USER_AGENT_CLASS,
  IS_BOT;

  /** Its column. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a funnel may ask how its text begins. */
  boolean isPath() {
    return this == PAGE || this == PREVIOUS_PAGE;
  }

  /** Whether visitors may be told apart by it: it says who they are, not what they did. */
  boolean isSegment() {
    return compareTo(COUNTRY) >= 0;
  }

  static Optional<EventField> of(String column) {
    return Arrays.stream(values()).filter(field -> field.column().equals(column)).findFirst();
  }

  /** The columns of the segments, as a message lists what is legal. */
  static String segments() {
    return Arrays.stream(values())
        .filter(EventField::isSegment)
        .map(EventField::column)
        .collect(Collectors.joining(", "));
  }
}
