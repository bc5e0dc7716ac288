/** Fraud rules over files, for people. */
package io.millrace.cli.fraud;
