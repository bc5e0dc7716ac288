package io.millrace.warehouse.publish;

/** A publish did not come to its end; it is safe to run it again. */
public final class PublishException extends Exception {
  public PublishException(String message) {
    super(message);
  }

  public PublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
