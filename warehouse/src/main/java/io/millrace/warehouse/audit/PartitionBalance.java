package io.millrace.warehouse.audit;

/**
 * The books of one topic-partition.
 *
 * @param produced records ever appended, from Kafka's offsets; those that landed when nobody asked
 *     it
 * @param landed records in the raw zone, from the commit log
 * @param quarantined records in quarantine, from the commit log
 * @param skipped records that an operator gave up when the topic had lost them, from the commit log
 * @param pending records appended and not yet landed; no error
 * @param rawRows rows in the raw table, by Hive; null when only days are compared and agree
 * @param quarantineRows rows in quarantine, by Hive; null in the same case
 * @param balanced whether nothing was found against it
 */
public record PartitionBalance(
    String feed,
    int partition,
    long produced,
    long landed,
    long quarantined,
    long skipped,
    long pending,
    Long rawRows,
    Long quarantineRows,
    boolean balanced) {}
