package io.millrace.model.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a board begins and how it tells.
 *
 * @param reviseInterval an open window that changes is told at most this often
 * @param finalUntil windows that end then or before were made final earlier and are told no more
 * @param firstRevision the first revision's number; greater than all that were told before
 */
public record BoardSettings(
    Duration reviseInterval, Optional<Instant> finalUntil, long firstRevision) {}
