package io.millrace.warehouse.publish;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * What a run says of a partition that it wants to publish.
 *
 * @param hasFiles whether it wrote any; without, the partition becomes empty
 * @param rows how many rows it wrote, where it counted
 * @param asOf a moment before the run looked at anything that it is made from: all that readers
 *     found then is in it, whether or not later changes are
 * @param lastSeq number of the last landing batch in what it read, where that is known: one that
 *     was in it for certain, whether or not later ones were
 * @param feed whose batches {@code lastSeq} counts; empty without it
 * @param batches the landing batches because of which it may differ from what is published, as
 *     {@link Restatement#batches} has them, where that is known otherwise than by {@code lastSeq}
 */
public record Written(
    boolean hasFiles,
    OptionalLong rows,
    Instant asOf,
    OptionalLong lastSeq,
    String feed,
    List<String> batches) {

  public Written {
    batches = List.copyOf(batches);
  }

  /**
   * Made from other than landed rows.
   *
   * @param batches those for which what it was made from was restated
   */
  public static Written uncounted(boolean hasFiles, Instant asOf, Collection<String> batches) {
    return new Written(
        hasFiles, OptionalLong.empty(), asOf, OptionalLong.empty(), "", List.copyOf(batches));
  }

  /**
   * Made from other than landed rows, and counted.
   *
   * @param batches those for which what it was made from was restated
   */
  public static Written counted(long rows, Instant asOf, Collection<String> batches) {
    return new Written(
        rows > 0, OptionalLong.of(rows), asOf, OptionalLong.empty(), "", List.copyOf(batches));
  }

  /**
   * Made from landed rows.
   *
   * @param feed whose they are
   */
  public static Written of(long rows, Instant asOf, String feed, OptionalLong lastSeq) {
    return new Written(rows > 0, OptionalLong.of(rows), asOf, lastSeq, feed, List.of());
  }

  /** Whether both tell their batches, and not the same. */
  boolean isOfOtherBatchesThan(Published there) {
    return lastSeq.isPresent()
        && there.lastSeq().isPresent()
        && lastSeq.getAsLong() != there.lastSeq().getAsLong();
  }

  /** The landing batches because of which it may differ from what is there. */
  List<String> batchesSince(Published there) {
    if (!batches.isEmpty() || lastSeq.isEmpty() || there.lastSeq().isEmpty()) {
      return batches;
    }
    long first = there.lastSeq().getAsLong() + 1;
    long last = lastSeq.getAsLong();
    return last < first ? List.of() : List.of("%s %d..%d".formatted(feed, first, last));
  }
}
