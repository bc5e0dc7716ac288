package io.millrace.model.fraud;

/**
 * A payment, as far as rules look at it. Every text but the first two may be null where unknown.
 *
 * @param transactionId identifies it among the account's payments
 * @param accountId the account that pays, which is the key of all state
 * @param micros when it was made, microseconds since 1970-01-01T00:00:00Z
 * @param amount in ten-thousandths of the currency; {@link #NO_AMOUNT} where unknown
 * @param currency ISO 4217 code
 * @param latitude degrees where it was made, north positive; NaN where unknown
 * @param longitude degrees where it was made, east positive; NaN where unknown
 */
public record Payment(
    String transactionId,
    String accountId,
    long micros,
    long amount,
    String currency,
    String merchant,
    String merchantCategory,
    String paymentMethod,
    String channel,
    String status,
    String deviceId,
    String country,
    double latitude,
    double longitude) {

  /** Stands for an unknown amount. */
  public static final long NO_AMOUNT = Amounts.UNKNOWN;
}
