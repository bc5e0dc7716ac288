package io.millrace.ingest.site;

/**
 * Where a visitor may go from a page.
 *
 * @param target the page's number, or {@link #LEAVE}
 * @param probability of it
 * @param section in which the element stands that leads there; null when nothing is clicked
 * @param element that is clicked; null when nothing is
 */
public record Transition(int target, double probability, String section, String element) {
  /** The visit ends. */
  public static final int LEAVE = -1;

  /** Whether a click leads there. */
  public boolean byClick() {
    return element != null;
  }
}
