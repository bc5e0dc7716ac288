package io.millrace.model.fraud;

/**
 * The two topics that a fraud host writes, keyed by account, and what goes with them on every host:
 * who owns them is a member of {@link #group}, whose committed offsets are how far payments are
 * read, and the states that led there are in {@link #accounts}. All of it is one transaction, so
 * that one kind of host can go on where another has ended.
 *
 * @param scores a record for every payment that is no duplicate
 * @param alerts a record for every alert
 */
public record FraudOutputs(String scores, String alerts) {

  /** Those that the fraud desk reads. */
  public static final FraudOutputs LIVE = new FraudOutputs("risk-scores", "fraud-alerts");

  /** Those of a host that runs beside the one that owns the others. */
  public static final FraudOutputs SHADOW =
      new FraudOutputs("risk-scores.shadow", "fraud-alerts.shadow");

  /** The name of the accounts among what a host stores. */
  public static final String ACCOUNTS = "accounts";

  /** The largest state that {@link #accounts} takes; one of the bundled rules has half a MiB. */
  public static final int GREATEST_STATE_BYTES = 16 * 1024 * 1024;

  /** The largest file of rules that {@link #rules} takes. */
  public static final int GREATEST_RULES_BYTES = 4 * 1024 * 1024;

  /** The consumer group whose members own the topics. */
  public String group() {
    return equals(LIVE) ? "millrace-fraud" : "millrace-fraud-shadow";
  }

  /**
   * The compacted topic of accounts. Key: the account's id in UTF-8; value: its state as {@link
   * FraudEvaluator#write} gives it; partition: that of the payments. Under {@link
   * RulesInEffect#accountsKey} it has by which rules the partition was evaluated last.
   */
  public String accounts() {
    // as Kafka Streams calls the changelog of a store
    return group() + "-" + ACCOUNTS + "-changelog";
  }

  /** The topic of rule sets that hosts of these outputs go by: {@link RulePromotion}s. */
  public String rules() {
    return "fraud-rules" + suffix();
  }

  /** The topic of what was evaluated by which rule set: {@link RulesInEffect}. */
  public String rulesInEffect() {
    return "fraud-rules-in-effect" + suffix();
  }

  private String suffix() {
    return equals(LIVE) ? "" : ".shadow";
  }

  /** Says that the rules of a file are not in effect. */
  public String otherRules(RulePromotion inEffect, String file, String version) {
    return "%s has rules %s, which are not in effect: rules %s are, promoted at %s. To change that: millrace fraud promote%s"
        .formatted(
            file, version, inEffect.version(), inEffect.at(), equals(LIVE) ? "" : " --shadow");
  }

  /** Says that another host has the topics. */
  public String heldBy(String owners) {
    return "%s and %s are written by %s (group %s).".formatted(scores, alerts, owners, group());
  }
}
