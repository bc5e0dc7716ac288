package io.millrace.ingest.topic;

/** Topics that cannot be used. The message says what is wrong and what the user can do. */
public final class TopicException extends RuntimeException {
  TopicException(String message, Throwable cause) {
    super(message, cause);
  }
}
