package io.millrace.ingest.collect;

import java.time.Instant;

/**
 * What a request tells beside its records.
 *
 * @param receivedAt when it was received
 * @param address of the client, in numbers
 * @param userAgent the header, or null
 * @param referrer the header, or null
 */
record RequestFacts(Instant receivedAt, String address, String userAgent, String referrer) {}
