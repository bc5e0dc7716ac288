/**
 * Fraud rules in the streaming application: payments are evaluated by Spark, and a batch's scores,
 * alerts and accounts are published with its offsets in one transaction.
 */
package io.millrace.streaming.fraud;
