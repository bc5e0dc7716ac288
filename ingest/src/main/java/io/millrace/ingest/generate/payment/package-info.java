/**
 * Payments of accounts that have habits, and of those who abuse them: labelled fraud of each kind
 * that a rule is meant to see.
 */
package io.millrace.ingest.generate.payment;
