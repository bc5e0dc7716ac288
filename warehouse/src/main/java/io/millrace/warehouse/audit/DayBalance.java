package io.millrace.warehouse.audit;

/**
 * The books of one day of a feed, when only days are compared.
 *
 * @param dt the day's partition: of event time in the raw table, of Kafka's time in quarantine
 * @param landed records in the raw zone, from the commit log, without those that were dropped
 * @param quarantined records in quarantine, from the commit log, without those that were dropped
 * @param rawRows rows in the raw table, by Hive
 * @param quarantineRows rows in quarantine, by Hive
 * @param balanced whether they agree
 */
public record DayBalance(
    String feed,
    String dt,
    long landed,
    long quarantined,
    long rawRows,
    long quarantineRows,
    boolean balanced) {}
