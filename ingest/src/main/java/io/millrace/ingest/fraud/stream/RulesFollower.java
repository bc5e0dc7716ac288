package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.RulePromotion;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/** Follows the topic of rules in a thread of its own, so that a host goes by the last ones. */
final class RulesFollower implements AutoCloseable {
  private static final Duration LONGEST_POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final RulesTopic topic;
  private final CurrentRules rules;
  private final Consumer<String> said;
  private final Consumer<RuntimeException> failed;
  private final Thread thread = new Thread(this::follow, "fraud-rules");
  private volatile boolean isClosing;

  /**
   * @param topic read to what {@code rules} has; closed with this
   * @param said told when others are in effect
   * @param failed told why it has ended by itself
   */
  RulesFollower(
      RulesTopic topic,
      CurrentRules rules,
      Consumer<String> said,
      Consumer<RuntimeException> failed) {
    this.topic = topic;
    this.rules = rules;
    this.said = said;
    this.failed = failed;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    isClosing = true;
    topic.wakeup();
    try {
      thread.join(LONGEST_CLOSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try (topic) {
      while (!isClosing) {
        if (topic.poll(LONGEST_POLL)) {
          RulePromotion promotion = topic.promotions().current().orElseThrow();
          rules.put(WorkingRules.of(promotion));
          said.accept(
              "Rules %s, promoted at %s, are in effect from the next payment on."
                  .formatted(promotion.version(), promotion.at()));
        }
      }
    } catch (WakeupException | InterruptException e) {
      if (!isClosing) {
        failed.accept(e);
      }
    } catch (RuntimeException e) {
      failed.accept(e);
    }
  }
}
