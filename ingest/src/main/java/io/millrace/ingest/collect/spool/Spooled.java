package io.millrace.ingest.collect.spool;

/** An entry that was read, with the position behind it. */
public record Spooled(SpoolEntry entry, SpoolPosition end) {}
