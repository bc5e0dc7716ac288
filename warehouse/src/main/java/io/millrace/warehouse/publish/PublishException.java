package io.millrace.warehouse.publish;

/** A publish did not come to its end; it is safe to run it again. */
public sealed class PublishException extends Exception permits RefusedException {
  public PublishException(String message) {
    super(message);
  }

  public PublishException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same failure in other words, to be thrown instead. */
  public PublishException inWords(String message) {
    return new PublishException(message, this);
  }
}
