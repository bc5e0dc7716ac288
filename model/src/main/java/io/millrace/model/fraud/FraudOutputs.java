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

  /** The consumer group whose members own the topics. */
  public String group() {
    return equals(LIVE) ? "millrace-fraud" : "millrace-fraud-shadow";
  }

  /**
   * The compacted topic of accounts. Key: the account's id in UTF-8; value: its state as {@link
   * FraudEvaluator#write} gives it; partition: that of the payments.
   */
  public String accounts() {
    // as Kafka Streams calls the changelog of a store
    return group() + "-" + ACCOUNTS + "-changelog";
  }

  /** Says that another host has the topics. */
  public String heldBy(String owners) {
    return "%s and %s are written by %s (group %s).".formatted(scores, alerts, owners, group());
  }
}
