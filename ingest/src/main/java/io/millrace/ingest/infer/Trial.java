package io.millrace.ingest.infer;

import io.millrace.ingest.line.Line;
import io.millrace.ingest.mapping.Mapped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a sample fares with a declaration. */
final class Trial {
  private static final int MOST_TOLD = 5;
  private static final LocalDate FAR_PAST = LocalDate.of(2000, 1, 1);
  private static final long MICROS = 1_000_000;

  private final int eventTime;
  private final List<String> firstRefused = new ArrayList<>();
  private long records;
  private long refused;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;

  /**
   * @param eventTime where in a row the event's time stands
   */
  Trial(int eventTime) {
    this.eventTime = eventTime;
  }

  void see(Line line, Mapped mapped) {
    if (mapped instanceof Mapped.Row row) {
      records++;
      earliest = Math.min(earliest, (Long) row.values()[eventTime]);
      latest = Math.max(latest, (Long) row.values()[eventTime]);
    } else if (mapped instanceof Mapped.Broken broken) {
      refused++;
      if (firstRefused.size() < MOST_TOLD) {
        firstRefused.add(
            "line %d: %s%s, %s"
                .formatted(
                    line.number(),
                    broken.reason(),
                    broken.field() == null ? "" : " in " + broken.field(),
                    broken.detail()));
      }
    }
  }

  long records() {
    return records;
  }

  long refused() {
    return refused;
  }

  List<String> firstRefused() {
    return firstRefused;
  }

  /** The declaration with bounds that leave no record of the sample outside. */
  Declaration reaching(Declaration guessed, Instant now) {
    if (records == 0) {
      return guessed;
    }
    Optional<LocalDate> past = Optional.empty();
    LocalDate first = instant(earliest).atZone(ZoneOffset.UTC).toLocalDate();
    if (first.isBefore(FAR_PAST)) {
      past = Optional.of(first.withDayOfYear(1));
    }
    Optional<Long> future = Optional.empty();
    Duration ahead = Duration.between(now, instant(latest));
    if (ahead.compareTo(Duration.ofDays(1)) > 0) {
      future = Optional.of(ahead.toDays() + 2);
    }
    List<String> notes = new ArrayList<>(guessed.notes());
    notes.add(
        "Of the sample %,d records can be read and %,d lines cannot; times from %s to %s."
            .formatted(records, refused, instant(earliest), instant(latest)));
    return guessed.reaching(past, future, notes);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000);
  }
}
