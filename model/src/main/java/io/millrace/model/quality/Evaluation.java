package io.millrace.model.quality;

import io.millrace.model.quality.CheckResult.Status;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds what was measured of a partition against what is asked of it.
 *
 * @param table with its database
 * @param partition as Hive shows it
 * @param end the first instant after the partition
 * @param now when it was measured
 */
public record Evaluation(String table, String partition, Instant end, Instant now) {

  /** How that check went. */
  public CheckResult of(Check check, Measured measured) {
    if (check instanceof Check.Volume volume) {
      return volume(volume, measured);
    } else if (check instanceof Check.Fresh fresh) {
      return fresh(fresh, measured);
    }
    long violations = measured.violations().getOrDefault(check, 0L);
    Status status = violations == 0 ? Status.PASSED : Status.FAILED;
    return result(check, status, Optional.of((double) violations), "0", measured);
  }

  private CheckResult volume(Check.Volume check, Measured measured) {
    String bound =
        "%s to %s"
            .formatted(
                check.atLeast().map(BigDecimal::toPlainString).orElse("0"),
                check.atMost().map(BigDecimal::toPlainString).orElse("any"));
    if (measured.rowsWeekBefore().orElse(0) == 0) {
      return result(check, Status.SKIPPED, Optional.empty(), bound, measured);
    }
    BigDecimal ratio =
        BigDecimal.valueOf(measured.rows())
            .divide(
                BigDecimal.valueOf(measured.rowsWeekBefore().getAsLong()), MathContext.DECIMAL64);
    boolean good =
        check.atLeast().map(least -> ratio.compareTo(least) >= 0).orElse(true)
            && check.atMost().map(most -> ratio.compareTo(most) <= 0).orElse(true);
    return result(
        check,
        good ? Status.PASSED : Status.FAILED,
        Optional.of(ratio.doubleValue()),
        bound,
        measured);
  }

  private CheckResult fresh(Check.Fresh check, Measured measured) {
    String bound = String.format(Locale.ROOT, "%d seconds", check.within().toSeconds());
    Instant latest = measured.latest().get(check);
    if (latest == null) {
      return result(check, Status.SKIPPED, Optional.empty(), bound, measured);
    }
    Instant due = now.isBefore(end) ? now : end;
    Duration behind = Duration.between(latest, due);
    return result(
        check,
        behind.compareTo(check.within()) <= 0 ? Status.PASSED : Status.FAILED,
        Optional.of(behind.toMillis() / 1000.0),
        bound,
        measured);
  }

  private CheckResult result(
      Check check, Status status, Optional<Double> value, String bound, Measured measured) {
    return new CheckResult(table, partition, check, status, value, bound, measured.rows());
  }
}
