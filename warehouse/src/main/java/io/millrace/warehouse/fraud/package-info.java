/** Fraud rules over history: scores and alerts of days, what they are worth, and a backtest. */
package io.millrace.warehouse.fraud;
