package io.millrace.model.live;

/**
 * A payment, as far as its context tells of it.
 *
 * @param id of the transaction
 * @param micros when it was made
 * @param amount in ten-thousandths of the currency; null where unknown, as all texts that follow
 * @param hasOrder whether it pays an order
 */
public record Payment(
    String id,
    long micros,
    String account,
    String user,
    Long amount,
    String currency,
    String channel,
    String status,
    boolean hasOrder) {}
