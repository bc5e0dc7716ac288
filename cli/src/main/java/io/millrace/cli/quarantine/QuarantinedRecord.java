package io.millrace.cli.quarantine;

import java.time.Instant;

/**
 * A record that landing refused.
 *
 * @param feed whose landing
 * @param dt the day of {@code kafkaTime}, {@code YYYY-MM-DD}
 * @param at where it lies on the topic
 * @param kafkaTime when the broker appended it
 * @param reason a name of {@link io.millrace.model.record.RefusalReason}
 * @param field at fault, or null
 * @param rule that does not hold, or null
 * @param detail one line for a person
 * @param payload the bytes as they were sent, or null for a record without a value
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
record QuarantinedRecord(
    String feed,
    String dt,
    Coordinates at,
    Instant kafkaTime,
    String reason,
    String field,
    String rule,
    String detail,
    byte[] payload) {}
