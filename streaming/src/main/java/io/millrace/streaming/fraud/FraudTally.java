package io.millrace.streaming.fraud;

import java.util.Map;
import java.util.TreeMap;

/** What an attempt has published, and what it passed over. For any number of threads. */
final class FraudTally {

  private final Map<String, Long> counted = new TreeMap<>();
  private long scores;
  private long alerts;

  synchronized void take(Outcome outcome) {
    switch (outcome.kind()) {
      case SCORE -> scores++;
      case ALERT -> alerts++;
      case COUNT -> counted.merge(outcome.counted(), outcome.count(), Long::sum);
      case ACCOUNT -> {}
    }
  }

  /** Payments that were no duplicates. */
  synchronized long scores() {
    return scores;
  }

  /** How often, by what is counted. */
  synchronized Map<String, Long> counted() {
    return Map.copyOf(counted);
  }

  /** For people. */
  @Override
  public synchronized String toString() {
    return "%d scores, %d alerts%s"
        .formatted(scores, alerts, counted.isEmpty() ? "" : ", " + counted);
  }
}
