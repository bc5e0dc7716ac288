package io.millrace.ingest.generate.payment;

/**
 * Who is paid.
 *
 * @param name unique
 * @param category what it sells
 */
record Merchant(String name, String category) {}
