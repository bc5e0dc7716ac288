package io.millrace.acceptance.faults;

/** One way to break what landing stands on, or landing itself. */
interface Fault {

  /** What it does, in a few words: the row of the table. */
  String kind();

  /**
   * Breaks something, and mends what does not mend itself.
   *
   * @return whether it came to it; false if the driver did not come to that point for long
   * @throws IllegalStateException if something was seen that must not be
   */
  boolean inject(Scene scene) throws InterruptedException;
}
