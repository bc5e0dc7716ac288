package io.millrace.warehouse.audit;

import io.millrace.warehouse.audit.LogSums.Run;
import io.millrace.warehouse.audit.LoggedBatch.Gap;
import io.millrace.warehouse.audit.LoggedBatch.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What a feed's commit log says of one topic-partition, all entries together. */
final class PartitionSums {

  private final List<Run> runs = new ArrayList<>();
  private long first = Long.MAX_VALUE;
  private long until = Long.MIN_VALUE;
  private long end = Long.MIN_VALUE;
  private long landed;
  private long quarantined;
  private long skipped;

  void take(long seq, Range range) {
    first = Math.min(first, range.from());
    until = Math.max(until, range.until());
    end = Math.max(end, range.until());
    landed += range.landed();
    quarantined += range.quarantined();
    cover(seq, range);
  }

  void skip(long seq, Gap gap) {
    end = Math.max(end, gap.until());
    if (gap.startsAnew()) {
      runs.clear();
    } else if (gap.until() > gap.from()) {
      skipped += gap.until() - gap.from();
      cover(seq, new Range(gap.partition(), gap.from(), gap.until(), gap.until() - gap.from(), 0));
    }
  }

  private void cover(long seq, Range range) {
    int last = runs.size() - 1;
    if (last >= 0 && runs.get(last).goesOnWith(range)) {
      runs.set(last, runs.get(last).with(seq, range));
    } else {
      runs.add(new Run(seq, seq, range));
    }
  }

  /** What was taken, since the topic's offsets began anew if they did; in the order of the log. */
  List<Run> runs() {
    return runs;
  }

  /** The least offset that a batch took. */
  OptionalLong first() {
    return until == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(first);
  }

  /** Up to where batches took offsets, exclusive. */
  OptionalLong until() {
    return until == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(until);
  }

  /** The same with what an operator gave up. */
  OptionalLong end() {
    return end == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(end);
  }

  long landed() {
    return landed;
  }

  long quarantined() {
    return quarantined;
  }

  /** Offsets that were given up; none where the topic's offsets began anew. */
  long skipped() {
    return skipped;
  }
}
