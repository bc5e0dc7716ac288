package io.millrace.warehouse.publish;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Because of which landing batches what a run publishes may differ from what is there: those for
 * which the same run restated curated hours and days.
 */
public final class Causes {

  private final Map<PartitionKey, SortedSet<String>> restated;

  /**
   * @param restated batches as {@link Restatement#batches} has them, by the partition that was
   *     restated for them
   */
  Causes(Map<PartitionKey, SortedSet<String>> restated) {
    this.restated = new TreeMap<>(restated);
  }

  /**
   * Those of a partition of what was made from it: of an hour its own, of a day those of its hours
   * as well.
   */
  public SortedSet<String> of(PartitionKey key) {
    SortedSet<String> batches = new TreeSet<>();
    restated.forEach(
        (partition, of) -> {
          boolean isOfTheDay = key.hour().isEmpty() && partition.day().equals(key.day());
          if (isOfTheDay || partition.equals(key)) {
            batches.addAll(of);
          }
        });
    return batches;
  }
}
