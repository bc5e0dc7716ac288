package io.millrace.cluster.probe;

/** The daemon answers, but does not serve yet. */
public final class NotReadyException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotReadyException(String message) {
    super(message);
  }
}
