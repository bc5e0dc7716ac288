package io.millrace.ingest.topic;

/**
 * The two topics that a fraud host writes, keyed by account.
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
}
