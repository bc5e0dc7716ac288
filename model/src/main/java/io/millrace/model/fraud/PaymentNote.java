package io.millrace.model.fraud;

/**
 * What a row says of a payment and rules never look at.
 *
 * @param label what is known of it afterwards
 * @param city where it was made; null where unknown
 */
public record PaymentNote(Label label, String city) {}
