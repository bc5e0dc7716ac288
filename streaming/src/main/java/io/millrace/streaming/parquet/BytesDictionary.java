package io.millrace.streaming.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/**
 * Texts, each once, by the order in which they came; they stand one behind the other as a
 * dictionary page has them, each behind its length.
 */
final class BytesDictionary {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final int FIRST_SLOTS = 64;

  private final ByteSink texts = new ByteSink();
  private int[] offsets = new int[FIRST_SLOTS / 2];
  private int[] hashes = new int[FIRST_SLOTS / 2];
  private int[] seenIn = new int[FIRST_SLOTS / 2];
  private int[] slots = new int[FIRST_SLOTS]; // id + 1, 0 for none
  private int size;
  private int pages;

  int size() {
    return size;
  }

  int bytes() {
    return texts.length();
  }

  /** The text's place; it gets one if it has none. */
  int idOf(byte[] bytes, int from, int length) {
    int hash = hash(bytes, from, length);
    int mask = slots.length - 1;
    int slot = hash & mask;
    for (int found = slots[slot]; found != 0; found = slots[slot]) {
      if (hashes[found - 1] == hash && is(found - 1, bytes, from, length)) {
        return found - 1;
      }
      slot = (slot + 1) & mask;
    }
    return put(bytes, from, length, hash, slot);
  }

  private int put(byte[] bytes, int from, int length, int hash, int freeSlot) {
    int slot = freeSlot;
    if (size == offsets.length) {
      grow();
      slot = free(hash);
    }
    offsets[size] = texts.length();
    hashes[size] = hash;
    texts.putInt(length);
    texts.put(bytes, from, length);
    slots[slot] = size + 1;
    return size++;
  }

  private boolean is(int id, byte[] bytes, int from, int length) {
    int at = offsets[id];
    return texts.intAt(at) == length
        && Arrays.equals(
            texts.array(),
            at + Integer.BYTES,
            at + Integer.BYTES + length,
            bytes,
            from,
            from + length);
  }

  private static int hash(byte[] bytes, int from, int length) {
    long hash = length;
    int i = from;
    int end = from + length;
    for (; i + Long.BYTES <= end; i += Long.BYTES) {
      hash = (hash ^ (long) LONG.get(bytes, i)) * MIX;
      hash ^= hash >>> 32;
    }
    for (; i < end; i++) {
      hash = (hash ^ bytes[i]) * MIX;
    }
    return (int) (hash >>> 32);
  }

  private int free(int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    offsets = Arrays.copyOf(offsets, 2 * size);
    hashes = Arrays.copyOf(hashes, 2 * size);
    seenIn = Arrays.copyOf(seenIn, 2 * size);
    slots = new int[4 * size];
    for (int id = 0; id < size; id++) {
      slots[free(hashes[id])] = id + 1;
    }
  }

  /** Appends a text behind its length. */
  void copyTo(int id, ByteSink out) {
    int at = offsets[id];
    out.put(texts.array(), at, Integer.BYTES + texts.intAt(at));
  }

  /** Appends all. */
  void copyTo(ByteSink out) {
    out.put(texts.array(), 0, texts.length());
  }

  /** Tells the statistics the least and the greatest of a page's texts; it has some. */
  void bounds(Ids page, Statistics<?> statistics) {
    pages++;
    int least = page.at(0);
    int greatest = least;
    for (int i = 0; i < page.count(); i++) {
      int id = page.at(i);
      if (seenIn[id] != pages) {
        seenIn[id] = pages;
        if (compare(id, least) < 0) {
          least = id;
        } else if (compare(id, greatest) > 0) {
          greatest = id;
        }
      }
    }
    statistics.updateStats(copy(least));
    statistics.updateStats(copy(greatest));
  }

  private int compare(int a, int b) {
    int fromA = offsets[a] + Integer.BYTES;
    int fromB = offsets[b] + Integer.BYTES;
    return Arrays.compareUnsigned(
        texts.array(),
        fromA,
        fromA + texts.intAt(offsets[a]),
        texts.array(),
        fromB,
        fromB + texts.intAt(offsets[b]));
  }

  private Binary copy(int id) {
    int from = offsets[id] + Integer.BYTES;
    return Binary.fromConstantByteArray(
        Arrays.copyOfRange(texts.array(), from, from + texts.intAt(offsets[id])));
  }

  void clear() {
    Arrays.fill(slots, 0);
    Arrays.fill(seenIn, 0, size, 0);
    texts.clear();
    size = 0;
  }
}
