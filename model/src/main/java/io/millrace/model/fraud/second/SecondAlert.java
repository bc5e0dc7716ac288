package io.millrace.model.fraud.second;

import io.millrace.model.fraud.Alert;

/**
 * An alert of the second stage, which is final.
 *
 * @param alert with an id as every other; its finding's weight is 0
 * @param payment at which the rule fired
 * @param isComplete whether all that this rule's window and those of the first stage reach back to
 *     was still remembered
 */
public record SecondAlert<T>(Alert alert, EvaluatedPayment<T> payment, boolean isComplete) {}
