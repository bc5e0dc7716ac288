package io.millrace.model.path;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pages of a session in the order of viewing.
 *
 * @param pages one for each view; the same page again is another view
 */
public record PagePath(List<String> pages) {

  /** Between the pages of a path that is written as text. */
  public static final String ARROW = " > ";

  private static final String NOWHERE = "";

  /** Every view with the page before it and the page after it, two steps a view. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>(2 * pages.size());
    for (int i = 0; i < pages.size(); i++) {
      String page = pages.get(i);
      steps.add(new Step(page, Step.Direction.PREVIOUS, i == 0 ? NOWHERE : pages.get(i - 1)));
      steps.add(
          new Step(page, Step.Direction.NEXT, i == pages.size() - 1 ? NOWHERE : pages.get(i + 1)));
    }
    return steps;
  }

  /**
   * Every path of so many pages that were viewed one directly after another, as text, with how
   * often that happened; paths may overlap.
   */
  public Map<String, Long> parts(int length) {
    Map<String, Long> parts = new LinkedHashMap<>();
    for (int from = 0; from + length <= pages.size(); from++) {
      parts.merge(String.join(ARROW, pages.subList(from, from + length)), 1L, Long::sum);
    }
    return parts;
  }
}
