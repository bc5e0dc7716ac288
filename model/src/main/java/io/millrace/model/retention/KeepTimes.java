package io.millrace.model.retention;

import io.millrace.model.feed.KeepTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How long the days of tables are kept. What is not named is kept for ever.
 *
 * @param zones by zone: what is said of each of its tables that has no time of its own
 * @param tables by table, with its database
 */
public record KeepTimes(Map<String, KeepTime> zones, Map<String, KeepTime> tables) {

  /** The name of the reports, which are a zone without tables. */
  public static final String REPORTS = "reports";

  /** The zone whose tables only the stream writes, and thus drops. */
  public static final String LIVE = "live";

  /** The zones of which workflow retention drops days itself. */
  public static final List<String> ZONES = List.of("dw", "mart", "ops", REPORTS);

  /** The zones of which days may be dropped. */
  static final List<String> DECLARED = List.of("dw", "mart", LIVE, "ops", REPORTS);

  /** Tables whose later days are computed from all their earlier ones. */
  static final Set<String> WHOLE =
      new TreeSet<>(List.of("dw.account_days", "dw.customer_days", "dw.users"));

  /** The tables of operations that are nothing but a history of days. */
  static final Set<String> OPS =
      new TreeSet<>(List.of("ops.audit", "ops.job_runs", "ops.quality", "ops.restatements"));

  /** Tables of which a week is kept or dropped as one: visitors are counted by week. */
  static final Set<String> BY_WEEK = new TreeSet<>(List.of("dw.sessions", "mart.retention"));

  /** Checks compare with a week before, and what is counted by week reads a whole one. */
  static final int FEWEST_DAYS = 31;

  /**
   * What says how long a table is kept.
   *
   * @param name for people: {@code dw} or {@code dw.orders}
   * @param keep not for ever
   */
  public record Rule(String name, KeepTime keep) {

    /** As it is declared: {@code dw.orders: P400D}. */
    @Override
    public String toString() {
      return name + ": " + keep;
    }
  }

  public KeepTimes {
    zones = new LinkedHashMap<>(zones);
    tables = new LinkedHashMap<>(tables);
  }

  /**
   * What limits how long a table is kept; empty if it is kept for ever.
   *
   * @param table with its database, or {@value #REPORTS}
   */
  public Optional<Rule> rule(String table) {
    if (tables.containsKey(table)) {
      return limit(table, tables.get(table));
    }
    String zone = zoneOf(table);
    return zones.containsKey(zone) && mayBeDropped(table)
        ? limit(zone, zones.get(zone))
        : Optional.empty();
  }

  /** Whether any table of the zone may be limited. */
  public boolean limits(String zone) {
    return Stream.concat(
            zones.entrySet().stream().filter(entry -> entry.getKey().equals(zone)),
            tables.entrySet().stream().filter(entry -> zoneOf(entry.getKey()).equals(zone)))
        .anyMatch(entry -> !entry.getValue().isForever());
  }

  /** Whether days of a table may be dropped at all. */
  static boolean mayBeDropped(String table) {
    return !WHOLE.contains(table) && (!zoneOf(table).equals("ops") || OPS.contains(table));
  }

  static String zoneOf(String table) {
    int dot = table.indexOf('.');
    return dot < 0 ? table : table.substring(0, dot);
  }

  private static Optional<Rule> limit(String name, KeepTime keep) {
    return keep.isForever() ? Optional.empty() : Optional.of(new Rule(name, keep));
  }
}
