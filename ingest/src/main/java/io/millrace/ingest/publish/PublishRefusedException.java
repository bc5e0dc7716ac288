package io.millrace.ingest.publish;

/**
 * The brokers refuse this producer or this topic, so every further record will fare the same until
 * a person changes something: rights, the topic's name, the producer's settings. The record is not
 * on the topic.
 */
public final class PublishRefusedException extends PublishException {
  PublishRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
