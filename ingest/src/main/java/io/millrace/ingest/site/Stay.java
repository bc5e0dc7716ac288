package io.millrace.ingest.site;

import java.util.List;

/**
 * What a visitor does on one page until the page is left.
 *
 * @param dwellMillis how long it is looked at
 * @param interactions in order of time, none later than the dwell
 */
public record Stay(long dwellMillis, List<Interaction> interactions) {
  public Stay {
    interactions = List.copyOf(interactions);
  }
}
