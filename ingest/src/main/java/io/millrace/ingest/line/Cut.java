package io.millrace.ingest.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How a file's content is cut into the lines of which each becomes one record. */
public enum Cut {
  /** At line feeds. */
  LINES {
    @Override
    public LineSource of(InputStream in, int maxLineBytes) {
      return new LineReader(in, maxLineBytes);
    }

    @Override
    void readThrough(InputStream in) throws IOException {
      in.transferTo(OutputStream.nullOutputStream());
    }
  },
  /** Into the elements of one JSON array. */
  JSON_ARRAY {
    @Override
    public LineSource of(InputStream in, int maxLineBytes) {
      return new JsonArrayReader(in, maxLineBytes);
    }

    @Override
    void readThrough(InputStream in) throws IOException {
      LineSource elements = of(in, Line.HEAD_BYTES);
      while (elements.next() != null) {
        // only to the end
      }
    }
  };

  /**
   * The lines of that content.
   *
   * @param maxLineBytes the longest line that is given whole; at least {@link Line#HEAD_BYTES}
   */
  public abstract LineSource of(InputStream in, int maxLineBytes);

  /**
   * Reads the content to its end.
   *
   * @throws UnusableFileException when it cannot be cut so
   */
  abstract void readThrough(InputStream in) throws IOException;
}
