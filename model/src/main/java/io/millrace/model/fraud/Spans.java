package io.millrace.model.fraud;

import java.time.Duration;

/** Spans of event time as microseconds, and as text. */
public final class Spans {
  private static final long SECOND = 1_000_000;

  private Spans() {}

  /** Microseconds of a span. */
  public static long micros(Duration span) {
    return span.toNanos() / 1_000;
  }

  /** As people read it, whole seconds: {@code 5 min}, {@code 2 h 30 min}, {@code 0 s}. */
  public static String text(long micros) {
    long seconds = micros / SECOND;
    StringBuilder text = new StringBuilder();
    append(text, seconds / 86_400, "d");
    append(text, seconds / 3_600 % 24, "h");
    append(text, seconds / 60 % 60, "min");
    append(text, seconds % 60, "s");
    return text.length() == 0 ? "0 s" : text.toString();
  }

  private static void append(StringBuilder text, long number, String unit) {
    if (number > 0) {
      text.append(text.length() == 0 ? "" : " ").append(number).append(' ').append(unit);
    }
  }
}
