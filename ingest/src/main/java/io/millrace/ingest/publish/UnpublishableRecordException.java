package io.millrace.ingest.publish;

/**
 * Poison: this record will never be taken, however often it is sent, because it is too large or the
 * broker finds it invalid. It is not on the topic. It belongs with the dead letters; records after
 * it are not concerned.
 */
public final class UnpublishableRecordException extends PublishException {
  UnpublishableRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
