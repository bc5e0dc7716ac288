package io.millrace.ingest.line;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A physical line of a file, without its line feed. A line beyond the reader's limit is known by
 * its beginning, its length and its hash only.
 */
public final class Line {
  /** How much of a line that is too long is kept, and of any broken line is passed on. */
  public static final int HEAD_BYTES = 64 * 1024;

  private final long number;
  private final byte[] bytes;
  private final long length;
  private final byte[] sha256;

  Line(long number, byte[] bytes) {
    this(number, bytes, bytes.length, null);
  }

  Line(long number, byte[] head, long length, byte[] sha256) {
    this.number = number;
    this.bytes = head;
    this.length = length;
    this.sha256 = sha256;
  }

  /** The line's number in the file, from 1. */
  public long number() {
    return number;
  }

  /** The line's length in bytes. */
  public long length() {
    return length;
  }

  /** Whether {@link #bytes} is the line and not only its beginning. */
  public boolean whole() {
    return bytes.length == length;
  }

  /** The line, or when it is not {@link #whole} its first bytes. */
  public byte[] bytes() {
    return bytes;
  }

  /** At most the first {@link #HEAD_BYTES} of the line. */
  public byte[] head() {
    return bytes.length <= HEAD_BYTES ? bytes : Arrays.copyOf(bytes, HEAD_BYTES);
  }

  /** SHA-256 of the whole line. */
  public byte[] sha256() {
    if (sha256 != null) {
      return sha256;
    }
    MessageDigest digest = Sha256.newDigest();
    return digest.digest(bytes);
  }
}
