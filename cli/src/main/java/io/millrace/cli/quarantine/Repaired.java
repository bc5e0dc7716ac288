package io.millrace.cli.quarantine;

/**
 * A record as a person mended it.
 *
 * @param line of the file, from 1
 * @param at where the refused record lies
 * @param value what shall be sent in its place
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record Repaired(int line, Coordinates at, byte[] value) {}
