package io.millrace.cli;

/**
 * A command cannot be done, or failed. The message is what the user reads: what, where, the value
 * and the next step, in a sentence or two.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitStatus status;

  public CommandFailure(ExitStatus status, String message) {
    super(message);
    this.status = status;
  }

  public CommandFailure(ExitStatus status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /** What the process should end with. */
  public ExitStatus status() {
    return status;
  }
}
