package io.millrace.warehouse.audit;

/**
 * The books of what generators put out of a feed: delivered = landed and distinct = curated in each
 * of their hours, and what they broke is in quarantine.
 *
 * @param hours of theirs that were compared
 * @param delivered valid records that they put out in these, repeated ones each time
 * @param landed rows of the raw table in these
 * @param distinct valid records that they put out in these, each once
 * @param curated rows of the curated table in these
 * @param waiting of the hours, those whose records have not all landed, or are not curated, or wait
 *     to be curated again
 * @param refused broken records that they put on the topic; null when quarantine was not compared,
 *     or nothing is known of any
 * @param quarantined refused records of the feed, whoever sent them; null the same way
 * @param balanced whether all that is neither on its way nor dropped is there
 */
public record GeneratedBalance(
    String feed,
    int hours,
    long delivered,
    long landed,
    long distinct,
    long curated,
    int waiting,
    Long refused,
    Long quarantined,
    boolean balanced) {}
