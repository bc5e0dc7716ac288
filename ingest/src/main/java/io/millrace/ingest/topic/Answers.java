package io.millrace.ingest.topic;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits for what Kafka answers and says in a sentence what it refuses. */
final class Answers {
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

  private final Duration timeout;

  Answers(Duration timeout) {
    this.timeout = timeout;
  }

  /** The answer, which is waited for no longer than the timeout. */
  <T> T await(String what, KafkaFuture<T> future) throws TopicException {
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        throw silence(what, e.getCause());
      }
      throw new TopicException(
          "Kafka could not " + what + ": " + sentence(e.getCause()), e.getCause());
    } catch (TimeoutException e) {
      throw silence(what, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicException("Interrupted while waiting for Kafka to " + what + ".", e);
    }
  }

  /**
   * Waits; a refusal for that reason is none.
   *
   * @return whether it was done, and not refused
   */
  boolean awaitUnless(
      Class<? extends RuntimeException> reason, String what, KafkaFuture<Void> future)
      throws TopicException {
    try {
      await(what, future);
      return true;
    } catch (TopicException e) {
      if (!reason.isInstance(e.getCause())) {
        throw e;
      }
      return false;
    }
  }

  /**
   * The answer about topics that exist. A broker learns of a topic a moment after the controller
   * has made it; so it is asked again until the timeout.
   */
  <T> T awaitKnown(String what, Supplier<KafkaFuture<T>> question) throws TopicException {
    long tries = timeout.dividedBy(BETWEEN_TRIES);
    while (true) {
      try {
        return await(what, question.get());
      } catch (TopicException e) {
        boolean notYet = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!notYet || tries-- <= 0) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    }
  }

  private TopicException silence(String what, Throwable cause) {
    return new TopicException(
        "Kafka did not answer within "
            + timeout.toSeconds()
            + " s when asked to "
            + what
            + "; is the broker up?",
        cause);
  }

  private static String sentence(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.endsWith(".") ? message : message + ".";
  }
}
