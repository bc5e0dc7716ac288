package io.millrace.model.path;

/**
 * One view of a page, with its neighbour on one side.
 *
 * @param page what was viewed
 * @param direction on which side the other page is
 * @param other the page viewed before or after it; empty where the session begins or ends there
 */
public record Step(String page, Direction direction, String other) {

  /** On which side of a page another one is. */
  public enum Direction {
    /** Where visitors came from. */
    PREVIOUS,
    /** Where they went. */
    NEXT
  }
}
