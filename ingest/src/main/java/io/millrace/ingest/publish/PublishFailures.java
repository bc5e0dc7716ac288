package io.millrace.ingest.publish;

import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What a failure of Kafka's client means for the one who sent. */
final class PublishFailures {
  private PublishFailures() {}

  /** Of a record that never left this process. */
  static PublishException atOnce(String topic, Exception cause) {
    if (isPoison(cause)) {
      return poison(topic, cause);
    }
    if (cause instanceof RetriableException || cause instanceof InterruptException) {
      return new NotPublishedException(
          "Topic " + topic + " did not take the record: " + cause.getMessage(), cause);
    }
    return refused(topic, cause);
  }

  /** Of a record that may have reached a broker. */
  static PublishException later(String topic, Exception cause) {
    if (isPoison(cause)) {
      return poison(topic, cause);
    }
    if (cause instanceof AuthorizationException
        || cause instanceof AuthenticationException
        || cause instanceof InvalidTopicException
        || cause instanceof ProducerFencedException
        || cause instanceof UnsupportedVersionException) {
      return refused(topic, cause);
    }
    return new PublishUnknownException(
        "Whether topic " + topic + " has the record is unknown: " + cause.getMessage(), cause);
  }

  private static boolean isPoison(Exception cause) {
    return cause instanceof RecordTooLargeException
        || cause instanceof RecordBatchTooLargeException
        || cause instanceof InvalidRecordException;
  }

  private static PublishException poison(String topic, Exception cause) {
    return new UnpublishableRecordException(
        "Topic " + topic + " will never take the record: " + cause.getMessage(), cause);
  }

  private static PublishException refused(String topic, Exception cause) {
    return new PublishRefusedException(
        "Topic " + topic + " takes no records of this producer: " + cause.getMessage(), cause);
  }
}
