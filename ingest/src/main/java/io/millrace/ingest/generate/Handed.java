package io.millrace.ingest.generate;

/**
 * A record that an output took.
 *
 * @param record as it was generated
 * @param brokenAs for a malformed one, the reason for which it will be refused; else null
 */
public record Handed(Generated record, String brokenAs) {}
