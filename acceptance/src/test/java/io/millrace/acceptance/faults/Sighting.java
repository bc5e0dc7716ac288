package io.millrace.acceptance.faults;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one query saw: by hour, and all together under {@link #ALL}.
 *
 * @param counts by hour
 */
record Sighting(Map<String, Count> counts) {

  static final String ALL = "";

  /** Rows, and different offsets among them. */
  record Count(long rows, long offsets) {}

  Sighting {
    counts = new TreeMap<>(counts);
  }

  static Sighting none() {
    return new Sighting(Map.of(ALL, new Count(0, 0)));
  }

  long rows() {
    return counts.getOrDefault(ALL, new Count(0, 0)).rows();
  }

  /** What must never be seen after {@code before}, or empty if all is well. */
  Optional<String> wrongAfter(Sighting before) {
    for (Map.Entry<String, Count> entry : counts.entrySet()) {
      Count count = entry.getValue();
      if (count.rows() != count.offsets()) {
        return Optional.of(
            "%s: %d rows, but %d different offsets"
                .formatted(where(entry.getKey()), count.rows(), count.offsets()));
      }
    }
    for (Map.Entry<String, Count> entry : before.counts.entrySet()) {
      long now = counts.getOrDefault(entry.getKey(), new Count(0, 0)).rows();
      if (now < entry.getValue().rows()) {
        return Optional.of(
            "%s: %d rows, after %d were seen"
                .formatted(where(entry.getKey()), now, entry.getValue().rows()));
      }
    }
    long sum =
        counts.entrySet().stream()
            .filter(entry -> !entry.getKey().equals(ALL))
            .mapToLong(entry -> entry.getValue().rows())
            .sum();
    return sum == rows()
        ? Optional.empty()
        : Optional.of("%d rows by hour, but %d in the whole table".formatted(sum, rows()));
  }

  private static String where(String hour) {
    return hour.equals(ALL) ? "the whole table" : hour;
  }
}
