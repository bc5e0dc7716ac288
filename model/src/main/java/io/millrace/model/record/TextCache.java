package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Strings by their bytes. A feed's texts repeat (kinds of events, pages, cities), so those made
 * last are kept, and looking one up costs less than making it. Of a field whose texts mostly do not
 * repeat, such as an id, none is kept any more.
 */
final class TextCache {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int SLOTS = 1_024;
  private static final int LONGEST = 128;
  private static final int FIRST_CREDIT = 256;
  private static final int MOST_CREDIT = 4_096;

  private final byte[][] bytes = new byte[SLOTS][];
  private final String[] texts = new String[SLOTS];
  private final int[] credit;

  TextCache(int fields) {
    credit = new int[fields];
    Arrays.fill(credit, FIRST_CREDIT);
  }

  String text(int field, byte[] in, int from, int length) {
    if (length > LONGEST || credit[field] == 0) {
      return new String(in, from, length, UTF_8);
    }
    int slot = slot(in, from, length);
    byte[] known = bytes[slot];
    if (known != null && Arrays.equals(known, 0, known.length, in, from, from + length)) {
      credit[field] = Math.min(MOST_CREDIT, credit[field] + 1);
      return texts[slot];
    }
    credit[field]--;
    String text = new String(in, from, length, UTF_8);
    bytes[slot] = Arrays.copyOfRange(in, from, from + length);
    texts[slot] = text;
    return text;
  }

  private static int slot(byte[] in, int from, int length) {
    long hash = length;
    int i = from;
    int end = from + length;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(in, i)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; i < end; i++) {
      hash = (hash ^ in[i]) * MIX;
    }
    return (int) (hash >>> 40) & (SLOTS - 1);
  }
}
