package io.millrace.ingest.publish;

/**
 * Retriable: the record is certainly not on the topic, because the brokers did not answer in time
 * or the buffer is full. The same record may be sent again later and will be there once.
 */
public final class NotPublishedException extends PublishException {
  NotPublishedException(String message, Throwable cause) {
    super(message, cause);
  }
}
