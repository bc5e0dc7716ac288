/**
 * Fraud rules: their declaration, and one evaluator that every host shares. A payment is evaluated
 * once, against what came before it for its account in arrival order, with windows in event time.
 */
package io.millrace.model.fraud;
