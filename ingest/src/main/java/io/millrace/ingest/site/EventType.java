package io.millrace.ingest.site;

/** What a visitor does, as the tag tells it. */
public enum EventType {
  /** A page is shown. */
  PAGE_VIEW("page_view"),
  /** A section of it comes into view. */
  SECTION_VIEW("section_view"),
  /** An element is clicked. */
  CLICK("click"),
  /** The page is left, after a time that is known then. */
  PAGE_LEAVE("page_leave"),
  /** The site answers with an error. */
  ERROR("error");

  private final String label;

  EventType(String label) {
    this.label = label;
  }

  /** The record's {@code event_type}. */
  public String label() {
    return label;
  }
}
