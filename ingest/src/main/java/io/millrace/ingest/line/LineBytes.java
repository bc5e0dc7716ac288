package io.millrace.ingest.line;

import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/** Gathers the bytes of one line: to the limit they are kept, beyond it hashed and counted. */
final class LineBytes {
  private static final int TYPICAL_SIZE = 256;

  private final int maxLineBytes;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(TYPICAL_SIZE);
  private long length;
  private MessageDigest digest;
  private byte[] head;

  /**
   * @param maxLineBytes the longest line that is kept whole; at least {@link Line#HEAD_BYTES}
   */
  LineBytes(int maxLineBytes) {
    if (maxLineBytes < Line.HEAD_BYTES) {
      throw new IllegalArgumentException(
          "A line's limit is at least " + Line.HEAD_BYTES + " bytes.");
    }
    this.maxLineBytes = maxLineBytes;
  }

  void append(byte[] from, int offset, int count) {
    length += count;
    if (digest == null && length <= maxLineBytes) {
      kept.write(from, offset, count);
      return;
    }
    if (digest == null) {
      digest = Sha256.newDigest();
      digest.update(kept.toByteArray());
      kept.write(from, offset, Math.min(count, Math.max(0, Line.HEAD_BYTES - kept.size())));
      head = Arrays.copyOf(kept.toByteArray(), Line.HEAD_BYTES);
      kept.reset();
    }
    digest.update(from, offset, count);
  }

  /** What was gathered, as the line of that number; then nothing is. */
  Line take(long number) {
    Line line =
        digest == null
            ? new Line(number, kept.toByteArray())
            : new Line(number, head, length, digest.digest());
    kept.reset();
    length = 0;
    digest = null;
    head = null;
    return line;
  }
}
