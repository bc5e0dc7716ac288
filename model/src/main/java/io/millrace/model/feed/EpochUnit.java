package io.millrace.model.feed;

import java.util.Arrays;
import java.util.Optional;

/** What a time written as a number counts since 1970-01-01T00:00:00Z. */
public enum EpochUnit {
  /** Seconds, with or without a fraction. */
  SECONDS("epoch_seconds", 1_000_000),
  /** Milliseconds, with or without a fraction. */
  MILLIS("epoch_millis", 1_000);

  private final String declared;
  private final long micros;

  EpochUnit(String declared, long micros) {
    this.declared = declared;
    this.micros = micros;
  }

  /** The pattern in a declaration. */
  public String declared() {
    return declared;
  }

  /** Microseconds in one. */
  public long micros() {
    return micros;
  }

  static Optional<EpochUnit> of(String declared) {
    return Arrays.stream(values()).filter(u -> u.declared.equals(declared)).findFirst();
  }
}
