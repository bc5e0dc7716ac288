package io.millrace.ingest.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * How often records are repeated, late or malformed, each as a probability from 0 to 1 for a
 * record.
 *
 * @param duplicates are sent once more
 * @param late are sent long after they happened
 * @param malformed are followed by bytes that are no record
 */
public record Disturbance(double duplicates, double late, double malformed) {
  /** Every record arrives once, whole and at once. */
  public static final Disturbance NONE = new Disturbance(0, 0, 0);

  public Disturbance {
    List<String> problems = new ArrayList<>();
    require("duplicates", duplicates, problems);
    require("late", late, problems);
    require("malformed", malformed, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }

  private static void require(String name, double rate, List<String> problems) {
    if (!(rate >= 0 && rate <= 1)) {
      problems.add(name + " is " + rate + "; legal: 0 to 1");
    }
  }
}
