package io.millrace.cluster.probe;

/** Asks one daemon whether it serves. */
@FunctionalInterface
public interface Probe {

  /**
   * Returns when the daemon served a real request just now. Takes no longer than a few seconds.
   *
   * @throws Exception when it did not; the message says why. Asking again later is harmless.
   */
  void check() throws Exception;
}
