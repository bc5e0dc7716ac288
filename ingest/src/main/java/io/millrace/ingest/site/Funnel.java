package io.millrace.ingest.site;

import java.util.List;

/**
 * Pages that visits go through in this order, with other pages between them. A visit reaches a step
 * when it gets that page, without an error, after it reached the step before.
 *
 * @param name of it
 * @param steps numbers of pages
 */
public record Funnel(String name, List<Integer> steps) {
  public Funnel {
    steps = List.copyOf(steps);
  }
}
