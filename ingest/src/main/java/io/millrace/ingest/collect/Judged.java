package io.millrace.ingest.collect;

import io.millrace.ingest.collect.spool.SpoolEntry;
import java.util.List;

/**
 * A request's records, judged.
 *
 * @param records in the request
 * @param entries to be kept: the accepted records, and the dead letters of the others
 * @param accepted how many of the entries are records
 * @param refused the others
 * @param holdsRecords whether any was at least one JSON object; otherwise nothing is kept of it
 */
record Judged(
    int records,
    List<SpoolEntry> entries,
    int accepted,
    List<Refusal> refused,
    boolean holdsRecords) {}
