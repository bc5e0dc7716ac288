package io.millrace.warehouse.retention;

import io.millrace.model.retention.RetentionRules;
import io.millrace.model.retention.Verdict;
import io.millrace.warehouse.publish.PartitionKey;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is dropped today, and what a legal hold keeps.
 *
 * @param dropped because of what, by table and partition
 * @param held the same of what would be dropped, but is held
 */
public record RetentionPlan(
    SortedMap<String, SortedMap<PartitionKey, Verdict.Dropped>> dropped,
    SortedMap<String, SortedMap<PartitionKey, Verdict.Held>> held) {

  /**
   * Plans a run.
   *
   * @param there the partitions that exist, by table with its database; days of reports under their
   *     own name
   */
  public static RetentionPlan of(
      RetentionRules rules, Map<String, Set<PartitionKey>> there, LocalDate today) {
    SortedMap<String, SortedMap<PartitionKey, Verdict.Dropped>> dropped = new TreeMap<>();
    SortedMap<String, SortedMap<PartitionKey, Verdict.Held>> held = new TreeMap<>();
    there.forEach(
        (table, keys) -> {
          for (PartitionKey key : keys) {
            Verdict verdict = rules.of(table, key.day(), today);
            if (verdict instanceof Verdict.Dropped drop) {
              dropped.computeIfAbsent(table, t -> new TreeMap<>()).put(key, drop);
            } else if (verdict instanceof Verdict.Held hold) {
              held.computeIfAbsent(table, t -> new TreeMap<>()).put(key, hold);
            }
          }
        });
    return new RetentionPlan(dropped, held);
  }
}
