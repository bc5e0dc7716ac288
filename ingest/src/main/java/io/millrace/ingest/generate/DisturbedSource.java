package io.millrace.ingest.generate;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Makes late, repeated and malformed records of a clean source's records at given rates. A late
 * record is held back and sent minutes to days after it happened; a duplicate follows its original
 * within seconds to an hour; a malformed one is an additional record whose bytes get broken, so
 * that every record of the clean source still arrives whole. What is held back in memory is what
 * comes due within the longest delay.
 */
public final class DisturbedSource implements RecordSource {
  private static final long SECOND = 1_000_000L;
  private static final long MEDIAN_LATENESS = 45 * 60 * SECOND;
  private static final double SPREAD_OF_LATENESS = 1.6;
  private static final long LEAST_LATENESS = 60 * SECOND;
  private static final long GREATEST_LATENESS = 3 * 86_400 * SECOND;
  private static final long MEAN_REPEAT = 60 * SECOND;
  private static final long GREATEST_REPEAT = 3_600 * SECOND;

  private final RecordSource clean;
  private final Disturbance rates;
  private final SeededRandom random;
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(
          Comparator.comparingLong((Held h) -> h.record.sendMicros())
              .thenComparingLong(Held::number));
  private Generated ahead;
  private boolean started;
  private long holds;

  /** Disturbs {@code clean}; with all rates 0 it passes it on as it is. */
  public DisturbedSource(RecordSource clean, Disturbance rates, long seed) {
    this.clean = clean;
    this.rates = rates;
    this.random = new SeededRandom(seed).named("disturbance");
  }

  @Override
  public Generated next() {
    if (!started) {
      started = true;
      ahead = clean.next();
    }
    while (ahead != null) {
      if (!held.isEmpty() && held.peek().record.sendMicros() <= ahead.sendMicros()) {
        return held.remove().record;
      }
      Generated record = ahead;
      ahead = clean.next();
      if (disturb(record)) {
        return record;
      }
    }
    return held.isEmpty() ? null : held.remove().record;
  }

  /** False when the record is held back itself. */
  private boolean disturb(Generated record) {
    boolean late = rates.late() > 0 && random.chance(rates.late());
    long sent = record.sendMicros() + (late ? lateness() : 0);
    if (late) {
      hold(record, sent, Kind.LATE);
    }
    if (rates.duplicates() > 0 && random.chance(rates.duplicates())) {
      hold(record, sent + repeat(), Kind.DUPLICATE);
    }
    if (rates.malformed() > 0 && random.chance(rates.malformed())) {
      hold(record, record.sendMicros(), Kind.MALFORMED);
    }
    return !late;
  }

  private void hold(Generated record, long sendMicros, Kind kind) {
    // The row is shared: a duplicate is its original to the byte, even when a live generation has
    // moved the original's event time meanwhile.
    Generated other = new Generated(record.row(), sendMicros, kind, record.label());
    held.add(new Held(other, holds++));
  }

  private long lateness() {
    long drawn = (long) random.logNormal(MEDIAN_LATENESS, SPREAD_OF_LATENESS);
    return Math.min(GREATEST_LATENESS, Math.max(LEAST_LATENESS, drawn));
  }

  private long repeat() {
    return Math.min(GREATEST_REPEAT, SECOND + (long) random.exponential(MEAN_REPEAT));
  }

  private record Held(Generated record, long number) {}
}
