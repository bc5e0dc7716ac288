package io.millrace.warehouse.audit;

import io.millrace.model.landing.EventHour;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What generators say they put out of a feed.
 *
 * @param delivered valid records by hour, repeated ones each time: what the raw table holds
 * @param distinct the same, each once: what the curated table holds
 * @param refused broken records on the topic by the reason for which landing refuses them
 * @param unacknowledged records that may have arrived besides
 */
public record GeneratedRecords(
    String feed,
    SortedMap<EventHour, Long> delivered,
    SortedMap<EventHour, Long> distinct,
    SortedMap<String, Long> refused,
    long unacknowledged) {

  public GeneratedRecords {
    delivered = Collections.unmodifiableSortedMap(new TreeMap<>(delivered));
    distinct = Collections.unmodifiableSortedMap(new TreeMap<>(distinct));
    refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
  }

  /** Both together, of one feed and without a record in common. */
  public GeneratedRecords and(GeneratedRecords other) {
    return new GeneratedRecords(
        feed,
        sum(delivered, other.delivered),
        sum(distinct, other.distinct),
        sum(refused, other.refused),
        unacknowledged + other.unacknowledged);
  }

  private static <K> SortedMap<K, Long> sum(Map<K, Long> one, Map<K, Long> other) {
    SortedMap<K, Long> sum = new TreeMap<>(one);
    other.forEach((key, records) -> sum.merge(key, records, Long::sum));
    return sum;
  }
}
