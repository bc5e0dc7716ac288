package io.millrace.warehouse.publish;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run found of a table before it read it. A folder never changes what is in it once readers
 * find it, so while each partition lies where it lay, whatever was read in between was the same.
 *
 * @param asOf a moment before
 * @param places the folder of each partition
 */
public record SeenTable(TableName table, Instant asOf, Map<PartitionKey, String> places) {

  public SeenTable {
    places = Map.copyOf(places);
  }

  /**
   * Makes sure that the table is still what was seen.
   *
   * @param now the folder of each partition now
   * @throws PublishException naming the first partition that is not
   */
  void requireSame(Map<PartitionKey, String> now) throws PublishException {
    Optional<PartitionKey> changed = firstChanged(now);
    if (changed.isPresent()) {
      PartitionKey key = changed.get();
      throw new PublishException(
          "%s of %s is not what this run had read of it: %s was in %s, and is in %s. Another run has been at work; run this one again."
              .formatted(
                  key.name(),
                  table,
                  key.name(),
                  places.getOrDefault(key, "no folder"),
                  now.getOrDefault(key, "no folder")));
    }
  }

  private Optional<PartitionKey> firstChanged(Map<PartitionKey, String> now) {
    Map<PartitionKey, String> either = new TreeMap<>(places);
    either.putAll(now);
    return new TreeSet<>(either.keySet())
        .stream()
            .filter(key -> !places.getOrDefault(key, "").equals(now.getOrDefault(key, "")))
            .findFirst();
  }
}
