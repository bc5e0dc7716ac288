package io.millrace.model.fraud;

import io.millrace.model.state.StateInput;
import io.millrace.model.state.StateOutput;
import java.util.Arrays;

/** The different values that an account used last, by their hashes, the latest first. */
final class RecentValues implements RuleState {

  /** As many are kept; one more forgets the one that was not used for longest. */
  static final int MOST = 1_024;

  private long[] hashes;
  private int size;

  RecentValues() {
    hashes = new long[4];
  }

  private RecentValues(StateInput in) {
    size = in.readCount(Long.BYTES);
    hashes = new long[Math.max(4, size)];
    for (int i = 0; i < size; i++) {
      hashes[i] = in.readFixed();
    }
  }

  static RecentValues read(StateInput in) {
    return new RecentValues(in);
  }

  @Override
  public void write(StateOutput out) {
    out.writeVarint(size);
    for (int i = 0; i < size; i++) {
      out.writeFixed(hashes[i]);
    }
  }

  int size() {
    return size;
  }

  /** Notes that the value is used; whether it was among them before. */
  boolean use(long hash) {
    int at = 0;
    while (at < size && hashes[at] != hash) {
      at++;
    }
    boolean known = at < size;
    if (!known && size < MOST) {
      if (size == hashes.length) {
        hashes = Arrays.copyOf(hashes, Math.min(MOST, size * 2));
      }
      size++;
    }
    System.arraycopy(hashes, 0, hashes, 1, Math.min(at, size - 1));
    hashes[0] = hash;
    return known;
  }
}
