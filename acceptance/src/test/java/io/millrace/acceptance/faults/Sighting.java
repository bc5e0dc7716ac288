package io.millrace.acceptance.faults;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one query saw.
 *
 * @param since the first hour that it asked for; empty for the whole table
 * @param hours counts by hour, under names that are in the order of time
 * @param all counts of all that was asked for
 */
record Sighting(String since, Map<String, Count> hours, Count all) {

  /** Rows, and different offsets among them. */
  record Count(long rows, long offsets) {

    Count plus(Count other) {
      return new Count(rows + other.rows, offsets + other.offsets);
    }

    private Optional<String> wrong(String where) {
      return rows == offsets
          ? Optional.empty()
          : Optional.of("%s: %d rows, but %d different offsets".formatted(where, rows, offsets));
    }
  }

  private static final Count NOTHING = new Count(0, 0);

  Sighting {
    hours = new TreeMap<>(hours);
  }

  static Sighting none() {
    return new Sighting("", Map.of(), NOTHING);
  }

  /** What is known of the whole table after this query, given what was known before it. */
  Sighting added(Sighting before) {
    Map<String, Count> together = new TreeMap<>(hours);
    before.hours.forEach(
        (hour, count) -> {
          if (hour.compareTo(since) < 0) {
            together.put(hour, count);
          }
        });
    return new Sighting("", together, together.values().stream().reduce(NOTHING, Count::plus));
  }

  /** What must never be seen after {@code before}, or empty if all is well. */
  Optional<String> wrongAfter(Sighting before) {
    for (Map.Entry<String, Count> entry : hours.entrySet()) {
      Optional<String> wrong = entry.getValue().wrong(entry.getKey());
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    for (Map.Entry<String, Count> entry : before.hours.entrySet()) {
      long now = hours.getOrDefault(entry.getKey(), NOTHING).rows();
      if (entry.getKey().compareTo(since) >= 0 && now < entry.getValue().rows()) {
        return Optional.of(
            "%s: %d rows, after %d were seen"
                .formatted(entry.getKey(), now, entry.getValue().rows()));
      }
    }
    long sum = hours.values().stream().mapToLong(Count::rows).sum();
    return sum == all.rows()
        ? all.wrong("all hours together")
        : Optional.of("%d rows by hour, but %d together".formatted(sum, all.rows()));
  }
}
