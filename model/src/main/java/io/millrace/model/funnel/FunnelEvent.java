package io.millrace.model.funnel;

/** One thing that a visitor did. */
public interface FunnelEvent {

  /** When, in microseconds since 1970-01-01T00:00:00Z. */
  long timeMicros();

  /**
   * The value of a field as text; of {@link EventField#STATUS_CODE} the digits, of {@link
   * EventField#IS_BOT} {@code true} or {@code false}. Null where it is unknown.
   */
  String text(EventField field);

  /** Whether a page was viewed. */
  default boolean isPageView() {
    return "page_view".equals(text(EventField.EVENT_TYPE));
  }
}
