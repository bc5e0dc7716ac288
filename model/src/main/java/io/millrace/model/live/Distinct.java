package io.millrace.model.live;

import io.millrace.model.state.Hash64;
import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;
import java.util.Arrays;

/**
 * How many different texts, by their 64-bit hashes: exact up to {@link #EXACT} of them. Beyond, the
 * {@link #EXACT} smallest hashes are kept, from which the number is estimated without bias and with
 * a relative standard error of 1/√(EXACT − 2), 1.6 % (Beyer et al., "On synopses for distinct-value
 * estimation under multiset operations", SIGMOD 2007).
 */
final class Distinct implements Measure {
  static final int TAG = 4;

  /** So many are counted exactly. */
  static final int EXACT = 4_096;

  private static final int SMALLEST_TABLE = 4;
  private static final long EMPTY = 0;
  private static final double HASHES = 0x1p64;

  /** Open addressing, at most three quarters full. */
  private long[] table = new long[SMALLEST_TABLE];

  private int size;
  private boolean sampled;
  private long ceiling = Long.MAX_VALUE;

  void add(String text) {
    long hash = Hash64.of(text);
    addHash(hash == EMPTY ? 1 : hash);
  }

  /** How many there are, exactly or by estimate. */
  long value() {
    trim();
    if (!sampled) {
      return size;
    }
    double share = ((double) ceiling - Long.MIN_VALUE) / HASHES;
    return Math.round((EXACT - 1) / share);
  }

  private void addHash(long hash) {
    if (hash > ceiling) {
      return;
    }
    int mask = table.length - 1;
    int slot = slot(hash, mask);
    while (table[slot] != EMPTY) {
      if (table[slot] == hash) {
        return;
      }
      slot = slot + 1 & mask;
    }
    table[slot] = hash;
    size++;
    if (size > 2 * EXACT) {
      trim();
    } else if (size * 4 > table.length * 3) {
      rebuild(hashes(), size, table.length * 2);
    }
  }

  /** Leaves the smallest hashes only; what is left out is never missed. */
  private void trim() {
    if (size > EXACT) {
      long[] sorted = hashes();
      Arrays.sort(sorted);
      sampled = true;
      ceiling = sorted[EXACT - 1];
      rebuild(sorted, EXACT, table.length);
    }
  }

  private long[] hashes() {
    long[] hashes = new long[size];
    int at = 0;
    for (long hash : table) {
      if (hash != EMPTY) {
        hashes[at++] = hash;
      }
    }
    return hashes;
  }

  private void rebuild(long[] hashes, int count, int length) {
    table = new long[length];
    size = count;
    int mask = length - 1;
    for (int i = 0; i < count; i++) {
      int slot = slot(hashes[i], mask);
      while (table[slot] != EMPTY) {
        slot = slot + 1 & mask;
      }
      table[slot] = hashes[i];
    }
  }

  private static int slot(long hash, int mask) {
    return (int) hash & mask;
  }

  @Override
  public void merge(Measure other) {
    Distinct that = (Distinct) other;
    if (that.sampled) {
      sampled = true;
      ceiling = Math.min(ceiling, that.ceiling);
    }
    for (long hash : that.table) {
      if (hash != EMPTY) {
        addHash(hash);
      }
    }
  }

  @Override
  public Distinct copy() {
    Distinct copy = new Distinct();
    copy.table = table.clone();
    copy.size = size;
    copy.sampled = sampled;
    copy.ceiling = ceiling;
    return copy;
  }

  @Override
  public void write(StateOutput out) {
    trim();
    long[] sorted = hashes();
    Arrays.sort(sorted);
    out.writeByte(sampled ? 1 : 0);
    out.writeVarint(sorted.length);
    for (long hash : sorted) {
      out.writeFixed(hash);
    }
  }

  static Distinct read(StateInput in) {
    Distinct read = new Distinct();
    boolean sampled = in.readByte() != 0;
    int count = in.readCount(Long.BYTES);
    long hash = EMPTY;
    for (int i = 0; i < count; i++) {
      hash = in.readFixed();
      read.addHash(hash);
    }
    if (sampled) {
      read.sampled = true;
      read.ceiling = hash;
    }
    return read;
  }

  @Override
  public int tag() {
    return TAG;
  }
}
