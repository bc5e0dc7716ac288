package io.millrace.ingest.line;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The uncompressed bytes of a gzip file (RFC 1952) of one or more members. Unlike {@link
 * java.util.zip.GZIPInputStream}, which takes whatever follows a member and is no header for the
 * end, a damaged or cut member is an error wherever it lies. Zeros after the last member, with
 * which tapes and block devices fill up, are passed over.
 */
final class GzipMembers extends InputStream {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int position;
  private int filled;
  private boolean inMember;
  private long members;

  /** The stream is read from where a member begins. */
  GzipMembers(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (!inMember && !nextMember()) {
        return -1;
      }
      int n = inflate(bytes, offset, length);
      if (n > 0) {
        return n;
      }
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  /** At least one byte, or 0 at the member's end. */
  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      int n = inflater.inflate(bytes, offset, length);
      while (n == 0 && !inflater.finished()) {
        if (inflater.needsDictionary()) {
          throw new ZipException("member " + members + " needs a dictionary");
        }
        position = filled - inflater.getRemaining();
        if (position == filled && !fill()) {
          throw new EOFException("cut off inside member " + members);
        }
        inflater.setInput(buffer, position, filled - position);
        n = inflater.inflate(bytes, offset, length);
      }
      crc.update(bytes, offset, n);
      if (n == 0) {
        endMember();
      }
      return n;
    } catch (DataFormatException e) {
      throw new ZipException("member " + members + " is damaged: " + e.getMessage());
    }
  }

  private void endMember() throws IOException {
    position = filled - inflater.getRemaining();
    long expectedCrc = littleEndian(4);
    long expectedSize = littleEndian(4);
    if (expectedCrc != crc.getValue()
        || expectedSize != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new ZipException("member " + members + " does not match its checksum");
    }
    inMember = false;
  }

  private boolean nextMember() throws IOException {
    if (members > 0) {
      while (position < filled || fill()) {
        if (buffer[position] != 0) {
          break;
        }
        position++;
      }
      if (position == filled) {
        return false;
      }
    }
    members++;
    if (next() != 0x1f || next() != 0x8b || next() != DEFLATE) {
      throw new ZipException("what should be member " + members + " does not begin as one");
    }
    int flags = next();
    pass(6);
    if ((flags & EXTRA) != 0) {
      pass(littleEndian(2));
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      pass(2);
    }
    inflater.reset();
    inflater.setInput(buffer, position, filled - position);
    crc.reset();
    inMember = true;
    return true;
  }

  private long littleEndian(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  private void pass(long bytes) throws IOException {
    for (long i = 0; i < bytes; i++) {
      next();
    }
  }

  private void skipText() throws IOException {
    int b = next();
    while (b != 0) {
      b = next();
    }
  }

  private int next() throws IOException {
    if (position == filled && !fill()) {
      throw new EOFException("cut off inside member " + members);
    }
    return buffer[position++] & 0xff;
  }

  private boolean fill() throws IOException {
    position = 0;
    filled = Math.max(0, in.read(buffer, 0, buffer.length));
    return filled > 0;
  }
}
