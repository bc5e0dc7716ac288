package io.millrace.ingest.collect;

import java.nio.file.Path;

/**
 * Where one collector is.
 *
 * @param brokers host:port, comma-separated
 * @param port that it listens on; 0 for any that is free
 * @param spool the folder of what waits for the broker; one collector at a time has it
 */
public record CollectorPlace(String brokers, int port, Path spool) {}
