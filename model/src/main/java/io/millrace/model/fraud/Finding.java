package io.millrace.model.fraud;

/**
 * A rule or list that has something to say of a payment.
 *
 * @param rule its name
 * @param weight what it adds to the score
 * @param severity as declared
 * @param explanation built of the numbers that made it fire
 */
public record Finding(String rule, int weight, RiskLevel severity, String explanation) {}
