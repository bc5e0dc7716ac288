package io.millrace.model.landing;

import io.millrace.model.record.RefusalReason;
import io.millrace.model.record.Refused;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * From which days on readers find what landed of a feed. What was before is gone for good: nothing
 * is landed there any more.
 *
 * @param raw the first day of event time of the raw table, {@code YYYY-MM-DD}; null while nothing
 *     of it is gone
 * @param quarantine the same of the feed's days of quarantine
 */
public record KeptFrom(String raw, String quarantine) implements Serializable {

  /** Everything is kept. */
  public static final KeptFrom EVERYTHING = new KeptFrom(null, null);

  public KeptFrom {
    Stream.of(raw, quarantine).filter(Objects::nonNull).forEach(LocalDate::parse);
  }

  /** Whether a day's landed hours are kept. */
  public boolean keepsRaw(String dt) {
    return raw == null || dt.compareTo(raw) >= 0;
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
    return quarantine == null || dt.compareTo(quarantine) >= 0;
  }

  /** Where what is refused on a day goes: where it is kept. */
  public String quarantineDay(String dt) {
    return keepsQuarantine(dt) ? dt : quarantine;
  }

  /** Of both the later: what is gone is gone. */
  public KeptFrom and(KeptFrom other) {
    return new KeptFrom(later(raw, other.raw), later(quarantine, other.quarantine));
  }

  private static String later(String one, String other) {
    return Stream.of(one, other)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }
}
