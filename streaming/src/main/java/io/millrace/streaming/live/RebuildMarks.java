package io.millrace.streaming.live;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a query that begins anew must begin to read: from which offset of each partition on there
 * can be records of a time that is still needed. It keeps one mark a batch and partition for as
 * long as the panes of that time are needed.
 */
public final class RebuildMarks {

  /** All records before the offset have an event time of at most {@code greatest}. */
  private record Mark(long offset, Instant greatest) {}

  private final Map<Integer, Deque<Mark>> marks = new TreeMap<>();

  /**
   * @param start the offsets that the query began to read from
   */
  public RebuildMarks(Map<Integer, Long> start) {
    start.forEach((partition, offset) -> mark(partition, offset, Instant.MIN));
  }

  /**
   * Notes what was read.
   *
   * @param offset the end of what was read of the partition, exclusive
   * @param greatest the greatest event time read of it so far; {@link Instant#MIN} before the first
   */
  public void mark(int partition, long offset, Instant greatest) {
    Deque<Mark> known = marks.computeIfAbsent(partition, RebuildMarks::fromTheBeginning);
    if (known.getLast().greatest().equals(greatest)) {
      known.removeLast();
    }
    known.addLast(new Mark(offset, greatest));
  }

  /** A partition that the topic got while the query ran is read from its first offset. */
  private static Deque<Mark> fromTheBeginning(int partition) {
    Deque<Mark> marks = new ArrayDeque<>();
    marks.addLast(new Mark(0, Instant.MIN));
    return marks;
  }

  /**
   * The offsets to read from, if all that is needed are records from {@code needed} on.
   *
   * @param needed not before that of any earlier call
   */
  public Map<Integer, Long> offsets(Instant needed) {
    Map<Integer, Long> offsets = new TreeMap<>();
    marks.forEach(
        (partition, known) -> {
          Mark from = known.removeFirst();
          while (!known.isEmpty() && known.peekFirst().greatest().isBefore(needed)) {
            from = known.removeFirst();
          }
          known.addFirst(from);
          offsets.put(partition, from.offset());
        });
    return offsets;
  }
}
