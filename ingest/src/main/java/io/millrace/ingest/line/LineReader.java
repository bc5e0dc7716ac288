package io.millrace.ingest.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/**
 * Cuts a stream into physical lines at line feeds. Memory is bounded by the limit: what goes beyond
 * it is hashed and counted, not kept. The last line need not end in a line feed.
 */
public final class LineReader {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream in;
  private final int maxLineBytes;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int filled;
  private long number;

  /**
   * A reader of that stream.
   *
   * @param maxLineBytes the longest line that is given whole; at least {@link Line#HEAD_BYTES}
   */
  public LineReader(InputStream in, int maxLineBytes) {
    if (maxLineBytes < Line.HEAD_BYTES) {
      throw new IllegalArgumentException(
          "A line's limit is at least " + Line.HEAD_BYTES + " bytes.");
    }
    this.in = in;
    this.maxLineBytes = maxLineBytes;
  }

  /** The next line, or null at the end. */
  public Line next() throws IOException {
    if (position == filled && !fill()) {
      return null;
    }
    number++;
    ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
    while (true) {
      int feed = indexOfFeed();
      int end = feed < 0 ? filled : feed;
      if ((long) kept.size() + (end - position) > maxLineBytes) {
        return rest(kept);
      }
      kept.write(buffer, position, end - position);
      position = end;
      if (feed >= 0) {
        position++;
        return new Line(number, kept.toByteArray());
      }
      if (!fill()) {
        return new Line(number, kept.toByteArray());
      }
    }
  }

  private Line rest(ByteArrayOutputStream kept) throws IOException {
    MessageDigest digest = Sha256.newDigest();
    byte[] begun = kept.toByteArray();
    digest.update(begun);
    long length = begun.length;
    ByteArrayOutputStream head = new ByteArrayOutputStream(Line.HEAD_BYTES);
    head.write(begun, 0, Math.min(begun.length, Line.HEAD_BYTES));
    boolean more = true;
    while (more) {
      int feed = indexOfFeed();
      int end = feed < 0 ? filled : feed;
      digest.update(buffer, position, end - position);
      length += end - position;
      head.write(buffer, position, Math.min(end - position, Line.HEAD_BYTES - head.size()));
      position = feed < 0 ? end : end + 1;
      more = feed < 0 && fill();
    }
    return new Line(number, head.toByteArray(), length, digest.digest());
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
    position = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }
}
