package io.millrace.model.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Reads what {@link StateOutput} wrote. Bytes that it did not write are refused and reserve no
 * memory.
 */
public final class StateInput {
  private final byte[] bytes;
  private final Function<String, RuntimeException> malformed;
  private int at;

  /**
   * @param malformed makes what is thrown when the bytes are no such state, of a text that says why
   */
  public StateInput(byte[] bytes, Function<String, RuntimeException> malformed) {
    this.bytes = bytes;
    this.malformed = malformed;
  }

  public int readByte() {
    if (at == bytes.length) {
      throw malformed.apply("it ends after " + at + " bytes, where more belong");
    }
    return bytes[at++] & 0xff;
  }

  public long readFixed() {
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << Byte.SIZE | readByte();
    }
    return number;
  }

  public long readVarint() {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int b = readByte();
      number |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return number;
      }
    }
    throw malformed.apply("a number at byte " + at + " has no end");
  }

  public long readSigned() {
    long number = readVarint();
    return number >>> 1 ^ -(number & 1);
  }

  /**
   * A number of things that follow.
   *
   * @param least how many bytes each takes at least, so that rubbish reserves no memory
   */
  public int readCount(int least) {
    long count = readVarint();
    if (count < 0 || count > (bytes.length - at) / least) {
      throw malformed.apply("byte " + at + " announces " + count + " things");
    }
    return (int) count;
  }

  public String readText() {
    int length = readCount(1);
    String text = new String(bytes, at, length, StandardCharsets.UTF_8);
    at += length;
    return text;
  }

  public byte[] readBytes() {
    int length = readCount(1);
    byte[] read = Arrays.copyOfRange(bytes, at, at + length);
    at += length;
    return read;
  }

  public void end() {
    if (at != bytes.length) {
      throw malformed.apply("it goes on after byte " + at);
    }
  }
}
