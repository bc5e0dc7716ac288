package io.millrace.ingest.line;

import java.io.IOException;

/** The records of a stream one after another, as bytes; memory is bounded whatever their length. */
public interface LineSource {
  /**
   * The next line, or null at the end.
   *
   * @throws IOException when the stream cannot be read on
   * @throws UnusableFileException when what comes cannot be cut into records at all
   */
  Line next() throws IOException;

  /** How many bytes of the stream lie before the end of the line that was given last. */
  long offset();
}
