package io.millrace.model.quality;

import java.util.Locale;
import java.util.Optional;

/**
 * How a check of a partition went; a row of {@code ops.quality}, whose columns tell what each field
 * means.
 *
 * @param table with its database
 * @param partition as Hive shows it: {@code dt=2015-05-17/hour=10}
 * @param value what was measured; empty where there was nothing to measure
 * @param bound what it was held against
 * @param rows of the partition
 */
public record CheckResult(
    String table,
    String partition,
    Check check,
    Status status,
    Optional<Double> value,
    String bound,
    long rows) {

  /** How it went. */
  public enum Status {
    PASSED,
    FAILED,
    /** There was nothing to compare with. */
    SKIPPED
  }

  /** Whether the partition must not be published. */
  public boolean blocks() {
    return status == Status.FAILED && check.severity() == Severity.BLOCKING;
  }

  /** For people: where, what was asked, what was found and what is allowed. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%s %s: %s (%s): found %s, allowed %s, of %d rows",
        table,
        partition,
        check.name(),
        check.rule(),
        value.map(CheckResult::text).orElse("nothing"),
        bound,
        rows);
  }

  private static String text(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
