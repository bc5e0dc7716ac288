package io.millrace.warehouse.audit;

/**
 * The books of a feed's curated hours: landed = curated + duplicates.
 *
 * @param hours curated hours that are settled, or agree anyway
 * @param landed rows of their raw table
 * @param duplicates of these, copies of records that are there already
 * @param curated rows of their curated table
 * @param waiting further hours, still open or with rows that came late: they are computed again
 * @param notCurated further hours that nobody has curated yet
 * @param balanced whether all that is curated and settled adds up
 */
public record CurationBalance(
    String feed,
    int hours,
    long landed,
    long duplicates,
    long curated,
    int waiting,
    int notCurated,
    boolean balanced) {}
