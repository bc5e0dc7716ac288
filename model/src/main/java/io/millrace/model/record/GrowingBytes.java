package io.millrace.model.record;

import java.util.Arrays;

/** Bytes that are written one after another. An encoder keeps one and clears it for each record. */
final class GrowingBytes {
  private static final int TYPICAL_SIZE = 512;
  private static final int KEPT_SIZE = 1024 * 1024;

  private byte[] bytes = new byte[TYPICAL_SIZE];
  private int length;

  /** Begins anew; memory that an exceptionally large record took is given back. */
  void clear() {
    length = 0;
    if (bytes.length > KEPT_SIZE) {
      bytes = new byte[TYPICAL_SIZE];
    }
  }

  /** Forgets what was written after that length. */
  void cutTo(int earlierLength) {
    length = earlierLength;
  }

  int length() {
    return length;
  }

  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  void put(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  void put(byte[] all) {
    reserve(all.length);
    System.arraycopy(all, 0, bytes, length, all.length);
    length += all.length;
  }

  /** Puts the 8 bytes of that number, the lowest first. */
  void putLittleEndian(long number) {
    reserve(Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[length++] = (byte) (number >>> (8 * i));
    }
  }

  /**
   * Puts characters as long as they are ASCII and, by that table of 128, need no other form.
   *
   * @return the position of the first that was not put, or the text's length
   */
  int putWhilePlain(String text, boolean[] special) {
    int count = text.length();
    reserve(count);
    byte[] out = bytes;
    int at = length;
    int i = 0;
    for (; i < count; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || special[c]) {
        break;
      }
      out[at + i] = (byte) c;
    }
    length = at + i;
    return i;
  }

  /** Puts that character, beyond ASCII and no surrogate, in UTF-8. */
  void putUtf8(char c) {
    reserve(3);
    if (c < 0x800) {
      bytes[length++] = (byte) (0xc0 | (c >> 6));
    } else {
      bytes[length++] = (byte) (0xe0 | (c >> 12));
      bytes[length++] = continuation(c >> 6);
    }
    bytes[length++] = continuation(c);
  }

  /** Puts that pair of surrogates in UTF-8. */
  void putUtf8(char high, char low) {
    reserve(4);
    int point = Character.toCodePoint(high, low);
    bytes[length++] = (byte) (0xf0 | (point >> 18));
    bytes[length++] = continuation(point >> 12);
    bytes[length++] = continuation(point >> 6);
    bytes[length++] = continuation(point);
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  /** Puts a number, not negative, in that many decimal digits, with leading zeros. */
  void putDigits(long number, int digits) {
    reserve(digits);
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  /** Takes zeros off the end, but leaves that many bytes in any case. */
  void stripZeros(int least) {
    while (length > least && bytes[length - 1] == '0') {
      length--;
    }
  }

  private void reserve(int more) {
    if (more > bytes.length - length) {
      grow(more);
    }
  }

  private void grow(int more) {
    long needed = (long) length + more;
    if (needed > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("A record of more than 2 GiB cannot be encoded.");
    }
    bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, needed * 2));
  }
}
