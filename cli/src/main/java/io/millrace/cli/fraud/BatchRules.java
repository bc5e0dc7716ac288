package io.millrace.cli.fraud;

import io.millrace.cli.Console;
import io.millrace.cli.kafka.FeedTopics;
import io.millrace.ingest.fraud.stream.RulesTopic;
import io.millrace.ingest.fraud.stream.StreamFailedException;
import io.millrace.ingest.topic.TopicException;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.InvalidRuleSetException;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RulePromotions;
import io.millrace.model.fraud.RuleText;
import java.util.Optional;

/** Says where the workflow {@code fraud} evaluates by other rules than the hosts of the topics. */
public final class BatchRules {

  /** The workflow that goes by the file of rules in the checkout. */
  public static final String WORKFLOW = "fraud";

  private final String brokers;
  private final Console console;

  public BatchRules(String brokers, Console console) {
    this.brokers = brokers;
    this.console = console;
  }

  /**
   * Compares them with those that were promoted, and says how they differ, or that this is not
   * known: the workflow can be run all the same.
   *
   * @throws InvalidRuleSetException naming every problem of the rules
   */
  public void compare(RuleText batch) {
    try {
      promotions().flatMap(promoted -> difference(batch, promoted)).ifPresent(console::say);
    } catch (TopicException | StreamFailedException e) {
      console.say(
          "Whether other rules are in effect on the topics is not known: " + e.getMessage());
    }
  }

  private Optional<RulePromotions> promotions() {
    try (FeedTopics topics = FeedTopics.open(brokers)) {
      if (!topics.hasFraudRules(FraudOutputs.LIVE)) {
        return Optional.empty();
      }
    }
    try (RulesTopic topic = RulesTopic.open(brokers, FraudOutputs.LIVE)) {
      return Optional.of(topic.readToEnd());
    }
  }

  /** What there is to be said; nothing where both go by the same text. */
  static Optional<String> difference(RuleText batch, RulePromotions promoted) {
    String version = batch.parse().version();
    return promoted
        .current()
        .filter(current -> !current.yaml().equals(batch.yaml()))
        .map(current -> difference(batch.file(), version, current));
  }

  private static String difference(String file, String version, RulePromotion current) {
    boolean isOfOneVersion = version.equals(current.version());
    return "Workflow %s evaluates by rules %s of %s, hosts of the topics by %s, promoted at %s: tables and topics will differ. Write theirs into the file, or %s."
        .formatted(
            WORKFLOW,
            version,
            file,
            isOfOneVersion ? "another text of that version" : "rules " + current.version(),
            current.at(),
            isOfOneVersion
                ? "give its rules a version of their own and promote them: millrace fraud promote"
                : "promote its rules: millrace fraud promote");
  }
}
