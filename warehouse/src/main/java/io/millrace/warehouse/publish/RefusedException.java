package io.millrace.warehouse.publish;

/**
 * A publish that comes to its end by no further try: somebody has to mend what the message names
 * first. A workflow does not try the step again.
 */
public final class RefusedException extends PublishException {
  public RefusedException(String message) {
    super(message);
  }

  public RefusedException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public RefusedException inWords(String message) {
    return new RefusedException(message, this);
  }
}
