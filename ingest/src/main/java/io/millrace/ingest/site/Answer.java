package io.millrace.ingest.site;

/**
 * How a site answers a request.
 *
 * @param status HTTP status
 * @param responseMillis how long that takes
 * @param bytes of the body
 */
public record Answer(int status, long responseMillis, long bytes) {

  /** Whether the visitor gets no page but an error. */
  public boolean isError() {
    return status >= 400;
  }
}
