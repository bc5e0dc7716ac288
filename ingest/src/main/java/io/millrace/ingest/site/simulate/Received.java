package io.millrace.ingest.site.simulate;

import java.util.Optional;

/**
 * What a browser got.
 *
 * @param status HTTP status
 * @param millis from the request to the whole answer, redirects included
 * @param bytes of the answer's body
 * @param html of it
 * @param session that the site keeps for this browser
 */
record Received(int status, long millis, long bytes, String html, Optional<String> session) {

  /** Whether the page has that section, with that element in it if one is named. */
  boolean shows(String section, String element) {
    return html.contains("data-section=\"" + section + "\"")
        && (element == null || html.contains("data-element=\"" + element + "\""));
  }
}
