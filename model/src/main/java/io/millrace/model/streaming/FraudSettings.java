package io.millrace.model.streaming;

import java.time.Duration;

/**
 * Whether and how the streaming application evaluates payments by the fraud rules.
 *
 * @param host which topics it writes
 * @param tables when scores and alerts go to their tables, and the second stage runs
 * @param trigger how often a batch may begin
 * @param maxOffsets records of a batch at most
 * @param tasks by how many tasks at once payments are evaluated, each with its part of the accounts
 */
public record FraudSettings(
    Host host, Tables tables, Duration trigger, long maxOffsets, int tasks) {

  /** Which topics the application writes. */
  public enum Host {
    /** None: payments are not evaluated. */
    NONE,
    /** Those that the fraud desk reads; it waits while another host owns them. */
    LIVE,
    /** Those of a host beside the one that owns the others. */
    SHADOW
  }

  /** When what is on the fraud desk's topics goes to their tables, and the second stage runs. */
  public enum Tables {
    /** While the application is their host. */
    WITH_HOST,
    /** Whichever host writes them. */
    ALWAYS,
    /** Never. */
    NONE
  }

  /** Whether what is on the fraud desk's topics goes to their tables, and the second stage runs. */
  public boolean fillsTables() {
    return tables == Tables.ALWAYS || (tables == Tables.WITH_HOST && host == Host.LIVE);
  }

  static FraudSettings read(SettingsReader reader) {
    return new FraudSettings(
        reader.oneOf(
            "fraud.host",
            Host.NONE,
            Host.values(),
            "Which topics the application writes by the fraud rules"),
        reader.oneOf(
            "fraud.tables",
            Tables.WITH_HOST,
            Tables.values(),
            "When what is on risk-scores and fraud-alerts goes to their tables, and the second stage to its tables and its topic"),
        reader.duration(
            "fraud.trigger",
            "PT1S",
            Duration.ofMillis(100),
            Duration.ofMinutes(1),
            "How often a batch of payments may be evaluated"),
        reader.count("fraud.max_offsets", "50000", 1, 1_000_000, "Payments of a batch at most"),
        (int)
            reader.count(
                "fraud.tasks",
                "2",
                1,
                1000,
                "By how many tasks at once payments are evaluated, each with its part of the accounts"));
  }
}
