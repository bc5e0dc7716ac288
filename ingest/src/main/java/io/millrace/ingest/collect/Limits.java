package io.millrace.ingest.collect;

/**
 * How much the collector takes.
 *
 * @param bodyBytes of a request as it arrives, 1 KiB to 64 MiB
 * @param unpackedBytes of a body that was gzip, at least the limit of a body, to 256 MiB
 * @param recordBytes of a record as it arrives, and with its key as it goes to Kafka; 1,000 to
 *     1,000,000
 * @param records in a request, 1 to 100,000
 * @param connections at once, 1 to 100,000
 * @param requests that are not answered yet, 1 to 100,000
 * @param requestsBytes of their bodies together, at least one unpacked body
 * @param spoolBytes on disk for all feeds together, at least 1 MiB
 * @param ratePerSecond requests of one client on the long run; 0 for no limit
 * @param rateBurst requests of one client at once, at least 1
 * @param rateClients that are remembered, at least 1
 */
public record Limits(
    int bodyBytes,
    int unpackedBytes,
    int recordBytes,
    int records,
    int connections,
    int requests,
    long requestsBytes,
    long spoolBytes,
    int ratePerSecond,
    int rateBurst,
    int rateClients) {}
