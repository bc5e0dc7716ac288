package io.millrace.cli.fraud;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.cli.kafka.FeedTopics;
import io.millrace.ingest.fraud.stream.RulesInEffectTopic;
import io.millrace.ingest.fraud.stream.RulesTopic;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.InvalidRuleSetException;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RulePromotions;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.fraud.RuleText;
import io.millrace.model.fraud.RulesInEffect;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Puts a rule set into effect for the hosts of some outputs. */
public final class Promotion {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final String brokers;
  private final FraudOutputs outputs;
  private final Console console;
  private final Clock clock;

  public Promotion(String brokers, FraudOutputs outputs, Console console, Clock clock) {
    this.brokers = brokers;
    this.outputs = outputs;
    this.console = console;
    this.clock = clock;
  }

  /**
   * Says what would change.
   *
   * @throws CommandFailure when their version was promoted with another text
   * @throws InvalidRuleSetException naming every problem of the rules
   */
  public void preview(RuleText text) {
    RuleSet rules = text.parse();
    try (FeedTopics topics = FeedTopics.open(brokers)) {
      if (!topics.hasFraudRules(outputs)) {
        tellFirst(rules);
        return;
      }
    }
    try (RulesTopic topic = RulesTopic.open(brokers, outputs)) {
      tell(topic.readToEnd(), rules, text);
    }
  }

  /**
   * Promotes them, and looks for so long where they are in effect.
   *
   * @throws CommandFailure when their version was promoted with another text
   * @throws InvalidRuleSetException naming every problem of the rules
   */
  public void promote(RuleText text, Duration wait) throws InterruptedException {
    RuleSet rules = text.parse();
    try (FeedTopics topics = FeedTopics.open(brokers)) {
      topics.ensureFraudRules(outputs).forEach(console::say);
      try (RulesTopic topic = RulesTopic.open(brokers, outputs)) {
        if (!tell(topic.readToEnd(), rules, text)) {
          return;
        }
        topic.promote(RulePromotion.Kind.PROMOTED, rules.version(), text);
        RulePromotion current = topic.readToEnd().current().orElseThrow();
        if (!current.yaml().equals(text.yaml())) {
          throw new CommandFailure(
              ExitStatus.FAILED,
              "Somebody promoted rules %s at the same time, and they are in effect. Look at them, and promote yours again if you still want them."
                  .formatted(current.version()));
        }
        console.print("Rules %s are promoted.".formatted(rules.version()));
        if (!wait.isZero()) {
          await(topics, current, wait);
        }
      }
    }
  }

  /** What would change; whether anything would. */
  boolean tell(RulePromotions promotions, RuleSet rules, RuleText text) {
    Optional<RulePromotion> current = promotions.current();
    boolean isTaken =
        promotions.yaml(rules.version()).filter(yaml -> !yaml.equals(text.yaml())).isPresent();
    if (isTaken) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "%s has version %s, and another text was promoted as version %s before: alerts of both could not be told apart. Give this one a version of its own."
              .formatted(text.file(), rules.version(), rules.version()));
    }
    if (current.isEmpty()) {
      tellFirst(rules);
      return true;
    }
    RulePromotion before = current.orElseThrow();
    if (before.version().equals(rules.version())) {
      console.print(
          "Rules %s are in effect already, promoted at %s."
              .formatted(before.version(), before.at()));
      return false;
    }
    console.print(
        "Rules %s follow rules %s, which were promoted at %s:"
            .formatted(rules.version(), before.version(), before.at()));
    try {
      List<String> changes = RuleChanges.lines(before.text().parse(), rules);
      changes.forEach(change -> console.print("  " + change));
    } catch (InvalidRuleSetException e) {
      console.print(
          "  what changes is not known: this version of Millrace cannot read rules "
              + before.version());
    }
    return true;
  }

  private void tellFirst(RuleSet rules) {
    console.print(
        "No rules were promoted for %s yet; rules %s have %s."
            .formatted(
                outputs.alerts(), rules.version(), Words.count(rules.rules().size(), "rule")));
  }

  private void await(FeedTopics topics, RulePromotion promotion, Duration wait) {
    if (!topics.hasFraudHost(outputs)) {
      console.print(
          "No host runs now (group %s); the next one evaluates by them."
              .formatted(outputs.group()));
      return;
    }
    int partitions = topics.fraudPartitions(outputs);
    boolean[] isInEffect = new boolean[partitions];
    Instant until = clock.instant().plus(wait);
    try (RulesInEffectTopic topic = RulesInEffectTopic.open(brokers, outputs)) {
      while (missing(isInEffect).length > 0 && clock.instant().isBefore(until)) {
        for (RulesInEffect begun : topic.next(BETWEEN_LOOKS)) {
          if (begun.promotion() == promotion.place() && begun.partition() < partitions) {
            isInEffect[begun.partition()] = true;
            console.print(
                "  in effect on partition %d from offset %d on"
                    .formatted(begun.partition(), begun.offset()));
          }
        }
      }
    }
    int[] missing = missing(isInEffect);
    if (missing.length > 0) {
      console.print(
          "Within %s no payment was evaluated by them on partition%s %s: none came, or the host is behind. Topic %s has a record as soon as one is."
              .formatted(
                  Words.of(wait),
                  missing.length == 1 ? "" : "s",
                  IntStream.of(missing)
                      .mapToObj(Integer::toString)
                      .collect(Collectors.joining(", ")),
                  outputs.rulesInEffect()));
    }
  }

  private static int[] missing(boolean[] isInEffect) {
    return IntStream.range(0, isInEffect.length).filter(i -> !isInEffect[i]).toArray();
  }
}
