package io.millrace.ingest.collect;

import java.time.Duration;

/**
 * How long the collector waits.
 *
 * @param headers for the headers of a request once it has begun
 * @param body for a whole body; the connection is closed then
 * @param idle between two requests of a connection
 * @param acknowledge for the broker; then the records go to the spool
 * @param drain for requests that are not answered yet when the collector ends
 */
public record Timeouts(
    Duration headers, Duration body, Duration idle, Duration acknowledge, Duration drain) {}
