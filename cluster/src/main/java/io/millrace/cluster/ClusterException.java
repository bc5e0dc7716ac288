package io.millrace.cluster;

/**
 * Something that the user has to know and can act on. The message is one clear sentence and the
 * next step, to be printed as it is, without a stack trace.
 */
public final class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A setting or a name is wrong; nothing was done. */
  public static final int BAD_SETTING = 2;

  /**
   * This machine is not fit as it is (ports, memory, disk, Java, not built); nothing was started.
   */
  public static final int NOT_FIT = 3;

  /** A service failed to start; everything that this start had started was stopped again. */
  public static final int SERVICE_FAILED = 4;

  /** Another {@code up} or {@code down} is at work on the same state folder; nothing was done. */
  public static final int BUSY = 5;

  /** The cluster, or the service asked for, is not running. */
  public static final int NOT_RUNNING = 6;

  private final int exitCode;

  public ClusterException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public ClusterException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The exit code that a program should end with. */
  public int exitCode() {
    return exitCode;
  }
}
