package io.millrace.model.fraud.second;

/**
 * The topic of alerts of the second stage, keyed by account, and what goes with it: how far each
 * live log with such alerts was sent. Both are written in the same transactions.
 */
public final class SecondAlertTopic {

  /** A record for every alert, as {@link SecondAlertJson} writes it. */
  public static final String ALERTS = "fraud-second-alerts";

  /** The compacted topic of {@link SentAlerts}, of one partition. */
  public static final String SENT = "fraud-second-alerts-sent";

  /** The transactional id of whoever writes them. */
  public static final String TRANSACTIONAL_ID = "millrace-fraud-second-alerts";

  private SecondAlertTopic() {}
}
