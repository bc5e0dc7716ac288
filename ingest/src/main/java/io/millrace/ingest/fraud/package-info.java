/** Fraud rules over files: payments in, evaluations out, in the order of lines. */
package io.millrace.ingest.fraud;
