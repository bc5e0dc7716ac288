package io.millrace.ingest.infer;

import io.millrace.model.record.ValueRange;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;

/**
 * A way to write times or dates, read as a mapping reads it.
 *
 * @param pattern of {@link DateTimeFormatter}
 * @param kind what such a text says
 * @param format strict, with English names
 */
record TimePattern(String pattern, Kind kind, DateTimeFormatter format) {

  /** What a text says of a time. */
  enum Kind {
    /** An instant. */
    ZONED,
    /** A date and a time of day, of which the zone is not told. */
    LOCAL,
    /** A date. */
    DATE
  }

  /** All that are known, the likeliest first. */
  static final List<TimePattern> ALL =
      List.of(
          local("uuuu-MM-dd HH:mm:ss"),
          local("uuuu-MM-dd HH:mm"),
          local("uuuu-MM-dd HH:mm:ss.SSS"),
          local("uuuu-MM-dd HH:mm:ss.SSSSSS"),
          local("uuuu-MM-dd'T'HH:mm:ss"),
          local("uuuu-MM-dd'T'HH:mm"),
          local("uuuu-MM-dd'T'HH:mm:ss.SSS"),
          local("uuuu-MM-dd'T'HH:mm:ss.SSSSSS"),
          zoned("uuuu-MM-dd HH:mm:ssXXX"),
          zoned("uuuu-MM-dd HH:mm:ss Z"),
          zoned("uuuu-MM-dd HH:mm:ss.SSSSSSXXX"),
          zoned("dd/MMM/uuuu:HH:mm:ss Z"),
          zoned("EEE, d MMM uuuu HH:mm:ss Z"),
          local("uuuu/MM/dd HH:mm:ss"),
          local("uuuu/MM/dd HH:mm"),
          local("M/d/uuuu H:mm"),
          local("d/M/uuuu H:mm"),
          local("M/d/uuuu H:mm:ss"),
          local("d/M/uuuu H:mm:ss"),
          local("M/d/uuuu h:mm:ss a"),
          local("M/d/uu H:mm"),
          local("d/M/uu H:mm"),
          local("d.M.uuuu H:mm"),
          local("d.M.uuuu H:mm:ss"),
          local("d-M-uuuu H:mm:ss"),
          date("uuuu/MM/dd"),
          date("M/d/uuuu"),
          date("d/M/uuuu"),
          date("d.M.uuuu"),
          date("d-M-uuuu"),
          date("M/d/uu"),
          date("d/M/uu"),
          date("d MMM uuuu"),
          date("MMM d, uuuu"));

  /** Eight digits; only for columns whose name speaks of time. */
  static final TimePattern DIGITS = date("uuuuMMdd");

  /** Whether a mapping with this pattern reads that text. */
  boolean reads(String text) {
    try {
      if (kind == Kind.DATE) {
        return ValueRange.holdsDay(LocalDate.parse(text, format).toEpochDay());
      }
      DateTimeFormatter zoned = kind == Kind.LOCAL ? format.withZone(ZoneOffset.UTC) : format;
      return ValueRange.holdsMicros(ValueRange.micros(Instant.from(zoned.parse(text))));
    } catch (DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  /** Whether day and month stand the other way round. */
  boolean swaps(TimePattern other) {
    String swapped = pattern.replace('M', '#').replace('d', 'M').replace('#', 'd');
    return !swapped.equals(pattern) && swapped.equals(other.pattern);
  }

  private static TimePattern zoned(String pattern) {
    return of(pattern, Kind.ZONED);
  }

  private static TimePattern local(String pattern) {
    return of(pattern, Kind.LOCAL);
  }

  private static TimePattern date(String pattern) {
    return of(pattern, Kind.DATE);
  }

  private static TimePattern of(String pattern, Kind kind) {
    return new TimePattern(
        pattern,
        kind,
        DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
            .withResolverStyle(ResolverStyle.STRICT));
  }
}
