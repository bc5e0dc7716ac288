package io.millrace.ingest.generate;

/** Tells a generation to come to an orderly end, from another thread. */
public final class StopSignal {
  private volatile boolean requested;

  /** Asks for the end; twice is the same as once. */
  public void request() {
    requested = true;
  }

  /** Whether it was asked for. */
  public boolean requested() {
    return requested;
  }
}
