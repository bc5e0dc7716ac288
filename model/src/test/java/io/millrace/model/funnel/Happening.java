package io.millrace.model.funnel;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** An event that a test made. */
record Happening(long timeMicros, Map<EventField, String> values) implements FunnelEvent {

  static Happening view(String time, String page) {
    return new Happening(
        micros(time), Map.of(EventField.EVENT_TYPE, "page_view", EventField.PAGE, page));
  }

  static Happening click(String time, String element) {
    return new Happening(
        micros(time), Map.of(EventField.EVENT_TYPE, "click", EventField.ELEMENT, element));
  }

  static long micros(String time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time));
  }

  @Override
  public String text(EventField field) {
    return values.get(field);
  }
}
