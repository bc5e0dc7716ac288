package io.millrace.cluster.start;

/** The first step of a plan that failed; the cause is what it threw. */
public final class StepFailedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String step;

  StepFailedException(String step, Throwable cause) {
    super(step + ": " + cause.getMessage(), cause);
    this.step = step;
  }

  /** The name of the step. */
  public String step() {
    return step;
  }
}
