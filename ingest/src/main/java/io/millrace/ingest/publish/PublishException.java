package io.millrace.ingest.publish;

/**
 * A record that was not acknowledged. Each subclass stands for another thing to do: send again,
 * look first, put the record aside, stop.
 */
public abstract sealed class PublishException extends RuntimeException
    permits NotPublishedException,
        PublishUnknownException,
        UnpublishableRecordException,
        PublishRefusedException {
  PublishException(String message, Throwable cause) {
    super(message, cause);
  }
}
