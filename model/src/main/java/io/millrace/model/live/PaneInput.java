package io.millrace.model.live;

import java.nio.charset.StandardCharsets;

/** Reads what {@link PaneOutput} wrote. */
final class PaneInput {
  private final byte[] bytes;
  private int at;

  PaneInput(byte[] bytes) {
    this.bytes = bytes;
  }

  int readByte() {
    if (at == bytes.length) {
      throw new InvalidPaneException("it ends after " + at + " bytes, where more belong");
    }
    return bytes[at++] & 0xff;
  }

  long readFixed() {
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << Byte.SIZE | readByte();
    }
    return number;
  }

  long readVarint() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int b = readByte();
      number |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return number;
      }
    }
    throw new InvalidPaneException("a number at byte " + at + " has no end");
  }

  long readSigned() {
    long number = readVarint();
    return number >>> 1 ^ -(number & 1);
  }

  /**
   * A number of things that follow.
   *
   * @param least how many bytes each takes at least, so that rubbish reserves no memory
   */
  int readCount(int least) {
    long count = readVarint();
    if (count < 0 || count > (bytes.length - at) / least) {
      throw new InvalidPaneException("byte " + at + " announces " + count + " things");
    }
    return (int) count;
  }

  String readText() {
    int length = readCount(1);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  void end() {
    if (at != bytes.length) {
      throw new InvalidPaneException("it goes on after byte " + at);
    }
  }
}
