package io.millrace.bench;

/**
 * Something to measure.
 *
 * @param name for the table
 * @param work done once a round
 */
public record Workload(String name, Work work) {
  /** Gets ready, does what is to be timed, and clears up. */
  @FunctionalInterface
  public interface Work {
    /** Does it and tells how long the timed part took. */
    Timed run() throws Exception;
  }
}
