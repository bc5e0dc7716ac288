package io.millrace.ingest.generate;

/**
 * How far a generation is.
 *
 * @param sent records handed to the output
 * @param eventMicros the latest event time of the records made, in microseconds since
 *     1970-01-01T00:00:00Z
 */
public record GenerationProgress(long sent, long eventMicros) {}
