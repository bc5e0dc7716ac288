package io.millrace.acceptance.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the broker has acknowledged: which record is at which offset. Records are known by their
 * numbers; a number below zero is a record that landing has to refuse.
 */
final class Inventory {

  /**
   * What was acknowledged up to some time.
   *
   * @param ends for each partition the offset behind its last record
   * @param valid how many records landing has to take
   */
  record Mark(Map<Integer, Long> ends, long valid) {}

  private static final long NONE = Long.MIN_VALUE;

  private final Map<Integer, Long> starts;
  private final Map<Integer, Long> ends;
  private final Map<Integer, long[]> numbers = new TreeMap<>();
  private final List<Long> somewhere = new ArrayList<>();
  private long acknowledged;
  private long valid;

  /**
   * @param starts where each partition ended before: what is there is of an earlier run
   */
  Inventory(Map<Integer, Long> starts) {
    this.starts = Map.copyOf(starts);
    this.ends = new TreeMap<>(starts);
  }

  /**
   * The broker acknowledged a record.
   *
   * @param offset where it is, or -1 if the broker no longer knew when it was asked again
   */
  synchronized void acknowledged(int partition, long offset, long number) {
    acknowledged++;
    valid += number > 0 ? 1 : 0;
    if (offset < 0) {
      somewhere.add(number);
      return;
    }
    long[] known = numbers.computeIfAbsent(partition, p -> filled(1 << 14));
    if (offset >= known.length) {
      long[] grown = filled(Math.max(known.length * 2, Math.toIntExact(offset + 1)));
      System.arraycopy(known, 0, grown, 0, known.length);
      known = grown;
      numbers.put(partition, grown);
    }
    known[Math.toIntExact(offset)] = number;
    ends.merge(partition, offset + 1, Math::max);
  }

  /** How many records were acknowledged. */
  synchronized long acknowledged() {
    return acknowledged;
  }

  /** What is acknowledged now. */
  synchronized Mark mark() {
    return new Mark(Map.copyOf(ends), valid);
  }

  /** Whether an offset is of an earlier run. */
  boolean isOfBefore(int partition, long offset) {
    return offset < starts.getOrDefault(partition, 0L);
  }

  /** The first offset of this run. */
  long start(int partition) {
    return starts.getOrDefault(partition, 0L);
  }

  /** The records that are acknowledged, with offsets unknown. */
  synchronized List<Long> somewhere() {
    return List.copyOf(somewhere);
  }

  /** The number of the record at an offset, or null if none was acknowledged there. */
  synchronized Long at(int partition, long offset) {
    long[] known = numbers.get(partition);
    return known == null || offset >= known.length || known[Math.toIntExact(offset)] == NONE
        ? null
        : Long.valueOf(known[Math.toIntExact(offset)]);
  }

  private static long[] filled(int length) {
    long[] array = new long[length];
    Arrays.fill(array, NONE);
    return array;
  }
}
