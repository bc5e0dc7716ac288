package io.millrace.ingest.collect;

import java.time.Instant;
import java.util.Optional;

/**
 * How one feed's way to the broker is.
 *
 * @param feed its name
 * @param acknowledging whether records go to the broker; otherwise they go to the spool
 * @param since when that began
 * @param spooled how many records and dead letters wait in the spool
 * @param problem why the broker does not acknowledge, or empty
 */
public record OutletState(
    String feed, boolean acknowledging, Instant since, long spooled, Optional<String> problem) {}
