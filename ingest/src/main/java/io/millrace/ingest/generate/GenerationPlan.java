package io.millrace.ingest.generate;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings with nothing left open.
 *
 * @param mode when events happen
 * @param timeline for the source
 * @param rate records sent in a second of real time; infinite for as fast as it goes
 * @param count records to make, those that are repeated or malformed on top; {@link Long#MAX_VALUE}
 *     for no limit
 * @param duration in event time, after which no record is made; empty for no limit
 */
public record GenerationPlan(
    TimeMode mode, Timeline timeline, double rate, long count, Optional<Duration> duration) {}
