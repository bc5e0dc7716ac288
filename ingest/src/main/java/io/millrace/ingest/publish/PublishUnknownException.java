package io.millrace.ingest.publish;

/**
 * Unknown outcome: the record was handed over, but its acknowledgement did not come within the
 * delivery timeout or before the producer was closed. It may be on the topic. Sent again it may be
 * there twice, which readers know by its id.
 */
public final class PublishUnknownException extends PublishException {
  PublishUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
