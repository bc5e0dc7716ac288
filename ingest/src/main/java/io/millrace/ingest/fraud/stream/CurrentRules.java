package io.millrace.ingest.fraud.stream;

import java.time.Duration;

/** The rules in effect, for any number of threads. */
final class CurrentRules {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private volatile WorkingRules current;

  CurrentRules(WorkingRules first) {
    this.current = first;
  }

  /** Those promoted last, as far as is read. */
  WorkingRules get() {
    return current;
  }

  synchronized void put(WorkingRules next) {
    current = next;
    notifyAll();
  }

  /**
   * Those promoted last, once promotions are read up to that place.
   *
   * @throws StreamFailedException when they are not within half a minute
   */
  synchronized WorkingRules notBefore(long place) {
    long until = System.nanoTime() + LONGEST_WAIT.toNanos();
    try {
      while (current.isBefore(place)) {
        long left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        if (left <= 0) {
          throw new StreamFailedException(
              "A partition was evaluated by rules that were promoted at offset %d, and the topic of rules has none there: was it made anew? docs/fraud.md says how to begin anew."
                  .formatted(place),
              null);
        }
        wait(left);
      }
      return current;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StreamFailedException("Interrupted while waiting for the rules in effect.", e);
    }
  }
}
