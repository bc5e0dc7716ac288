package io.millrace.model.retention;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Days that are never dropped, however long tables are kept.
 *
 * @param tables with their databases; {@code mart.*} for all of a zone, {@code reports} for the
 *     reports
 * @param from the first day; without, from the beginning
 * @param to the last day; without, all that come
 * @param reason for people
 */
public record LegalHold(
    List<String> tables, Optional<LocalDate> from, Optional<LocalDate> to, String reason) {

  static final String ALL = ".*";

  public LegalHold {
    tables = List.copyOf(tables);
  }

  /** Whether it holds any of the days of a table from one to another, both included. */
  boolean holds(String table, LocalDate first, LocalDate last) {
    return (tables.contains(table) || tables.contains(KeepTimes.zoneOf(table) + ALL))
        && from.map(begin -> !last.isBefore(begin)).orElse(true)
        && to.map(end -> !first.isAfter(end)).orElse(true);
  }
}
