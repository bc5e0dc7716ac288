package io.millrace.ingest.line;

import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into physical lines at line feeds. The last line need not end in a line feed. */
public final class LineReader implements LineSource {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final LineBytes line;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int filled;
  private long before;
  private long number;

  /**
   * A reader of that stream.
   *
   * @param maxLineBytes the longest line that is given whole; at least {@link Line#HEAD_BYTES}
   */
  public LineReader(InputStream in, int maxLineBytes) {
    this.in = in;
    this.line = new LineBytes(maxLineBytes);
  }

  @Override
  public Line next() throws IOException {
    if (position == filled && !fill()) {
      return null;
    }
    number++;
    boolean more = true;
    while (more) {
      int feed = indexOfFeed();
      int end = feed < 0 ? filled : feed;
      line.append(buffer, position, end - position);
      position = feed < 0 ? end : end + 1;
      more = feed < 0 && fill();
    }
    return line.take(number);
  }

  @Override
  public long offset() {
    return before + position;
  }

  private int indexOfFeed() {
    for (int i = position; i < filled; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private boolean fill() throws IOException {
    before += filled;
    position = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }
}
