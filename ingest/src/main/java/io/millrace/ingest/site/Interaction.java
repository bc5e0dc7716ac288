package io.millrace.ingest.site;

/**
 * One thing that a visitor does on a page.
 *
 * @param afterMillis how long after the page was shown
 * @param type of it
 * @param section of the page
 * @param element that is clicked; null for a section that is seen
 */
public record Interaction(long afterMillis, EventType type, String section, String element) {}
