package io.millrace.model.landing;

import io.millrace.model.record.RefusalReason;
import io.millrace.model.record.Refused;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * From which days on readers find what a log has written. What was before is gone for good: nothing
 * is written there any more.
 *
 * @param raw the first day of event time of a feed's raw table, {@code YYYY-MM-DD}; null while
 *     nothing of it is gone
 * @param quarantine the same of the feed's days of quarantine
 * @param live the same of tables of final windows, by their names with their database; without
 *     those of which nothing is gone
 */
public record KeptFrom(String raw, String quarantine, Map<String, String> live)
    implements Serializable {

  /** Everything is kept. */
  public static final KeptFrom EVERYTHING = new KeptFrom(null, null);

  public KeptFrom {
    live = Collections.unmodifiableSortedMap(new TreeMap<>(live));
    Stream.concat(Stream.of(raw, quarantine).filter(Objects::nonNull), live.values().stream())
        .forEach(LocalDate::parse);
  }

  /** Of a feed. */
  public KeptFrom(String raw, String quarantine) {
    this(raw, quarantine, Map.of());
  }

  /** Of one table; all of the others is kept. */
  public static KeptFrom of(LogTable table, String from) {
    return switch (table.zone()) {
      case RAW -> new KeptFrom(from, null);
      case QUARANTINE -> new KeptFrom(null, from);
      case LIVE -> new KeptFrom(null, null, Map.of(table.name(), from));
    };
  }

  /** Whether a day of a table is kept. */
  public boolean keeps(LogTable table, String dt) {
    return switch (table.zone()) {
      case RAW -> keepsRaw(dt);
      case QUARANTINE -> keepsQuarantine(dt);
      case LIVE -> isKept(dt, live.get(table.name()));
    };
  }

  /** Whether a day's landed hours are kept. */
  public boolean keepsRaw(String dt) {
    return isKept(dt, raw);
  }

  /** The first instant of event time that is kept, in microseconds since the epoch. */
  public long firstMicros() {
    return raw == null
        ? Long.MIN_VALUE
        : ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(raw + "T00:00:00Z"));
  }

  /**
   * Why a record of an earlier day is refused.
   *
   * @param field the one with its event time
   */
  public Refused tooOld(String field) {
    return new Refused(
        RefusalReason.TOO_OLD,
        field,
        "before %s: retention has dropped earlier days".formatted(raw));
  }

  /** Whether a day of quarantine is kept. */
  public boolean keepsQuarantine(String dt) {
    return isKept(dt, quarantine);
  }

  /** Where what is refused on a day goes: where it is kept. */
  public String quarantineDay(String dt) {
    return keepsQuarantine(dt) ? dt : quarantine;
  }

  /** Of both the later: what is gone is gone. */
  public KeptFrom and(KeptFrom other) {
    Map<String, String> both = new TreeMap<>(live);
    other.live.forEach((table, from) -> both.merge(table, from, KeptFrom::later));
    return new KeptFrom(later(raw, other.raw), later(quarantine, other.quarantine), both);
  }

  private static boolean isKept(String dt, String from) {
    return from == null || dt.compareTo(from) >= 0;
  }

  private static String later(String one, String other) {
    return Stream.of(one, other)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
