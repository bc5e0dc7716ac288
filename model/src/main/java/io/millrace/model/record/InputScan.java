package io.millrace.model.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One pass over a record's bytes before they are parsed: whether they are UTF-8 (by the table of
 * well-formed sequences in the Unicode standard, so no overlong forms and no surrogates), and two
 * facts that spare later work.
 */
final class InputScan {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long NOT_ASCII = 0x8080808080808080L;

  private boolean blank;
  private boolean escapes;
  private int invalidAt;
  private int nulAt;

  void scan(byte[] in) {
    blank = true;
    escapes = false;
    invalidAt = -1;
    nulAt = -1;
    int i = 0;
    while (i < in.length) {
      byte b = in[i];
      if (b >= 0) {
        if (b > ' ') {
          blank = false;
          escapes |= b == '\\';
        } else if (b == 0) {
          nulAt = i;
          return;
        } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
          blank = false;
        }
        i++;
      } else {
        int length = sequenceLength(in, i, in.length);
        if (length == 0) {
          invalidAt = i;
          return;
        }
        blank = false;
        i += length;
      }
    }
  }

  /** Whether there is nothing but JSON's white space. */
  boolean blank() {
    return blank;
  }

  /** Whether a backslash occurs, without which JSON text cannot hold an unpaired surrogate. */
  boolean escapes() {
    return escapes;
  }

  /** The position of the first byte that is not UTF-8, or -1. */
  int invalidAt() {
    return invalidAt;
  }

  /**
   * The position of the first NUL, or -1; a NUL would make the parser take the text for UTF-16 or
   * UTF-32.
   */
  int nulAt() {
    return nulAt;
  }

  /** The position of the first byte in that range that is not UTF-8, or -1. */
  static int invalidUtf8(byte[] in, int from, int to) {
    int i = from;
    while (i < to) {
      if (to - i >= Long.BYTES && ((long) WORD.get(in, i) & NOT_ASCII) == 0) {
        i += Long.BYTES;
        continue;
      }
      int length = in[i] >= 0 ? 1 : sequenceLength(in, i, to);
      if (length == 0) {
        return i;
      }
      i += length;
    }
    return -1;
  }

  private static int sequenceLength(byte[] in, int i, int end) {
    int lead = in[i] & 0xff;
    if (lead >= 0xc2 && lead <= 0xdf) {
      return continues(in, end, i + 1, 0x80, 0xbf) ? 2 : 0;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      int low = lead == 0xe0 ? 0xa0 : 0x80;
      int high = lead == 0xed ? 0x9f : 0xbf;
      return continues(in, end, i + 1, low, high) && continues(in, end, i + 2, 0x80, 0xbf) ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
      int low = lead == 0xf0 ? 0x90 : 0x80;
      int high = lead == 0xf4 ? 0x8f : 0xbf;
      return continues(in, end, i + 1, low, high)
              && continues(in, end, i + 2, 0x80, 0xbf)
              && continues(in, end, i + 3, 0x80, 0xbf)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean continues(byte[] in, int end, int i, int low, int high) {
    return i < end && (in[i] & 0xff) >= low && (in[i] & 0xff) <= high;
  }
}
