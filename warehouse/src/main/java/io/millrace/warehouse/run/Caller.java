package io.millrace.warehouse.run;

import java.util.Optional;

/**
 * Who runs a job.
 *
 * @param workflow the id of Oozie's workflow, unless somebody runs the job by hand
 * @param run which run of that workflow, from 0
 */
public record Caller(Optional<String> workflow, int run) {

  /**
   * Reads what a workflow passes on.
   *
   * @param id an id of Oozie's, or an empty text
   * @throws IllegalArgumentException if it is neither
   */
  public static Optional<String> workflow(String id) {
    if (!id.matches("[\\w-]*")) {
      throw new IllegalArgumentException("not an id of Oozie's");
    }
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }

  /**
   * Reads the number of a run.
   *
   * @throws IllegalArgumentException if it is no whole number from 0
   */
  public static int run(String number) {
    if (!number.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("not a whole number from 0");
    }
    return Integer.parseInt(number);
  }
}
