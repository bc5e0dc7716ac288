package io.millrace.warehouse.publish;

import java.util.OptionalLong;

/**
 * What a run says of a partition that it wants to publish.
 *
 * @param hasFiles whether it wrote any; without, the partition becomes empty
 * @param rows how many rows it wrote, where it counted
 * @param lastSeq number of the last landing batch in what it read, where that is known: one that
 *     was in it for certain, whether or not later ones were
 */
public record Written(boolean hasFiles, OptionalLong rows, OptionalLong lastSeq) {

  /** Made from other than landed rows. */
  public static Written uncounted(boolean hasFiles) {
    return new Written(hasFiles, OptionalLong.empty(), OptionalLong.empty());
  }

  /** Made from landed rows. */
  public static Written of(long rows, OptionalLong lastSeq) {
    return new Written(rows > 0, OptionalLong.of(rows), lastSeq);
  }

  /** Whether what is there was made from later batches. */
  boolean isOlderThan(Published there) {
    return lastSeq.isPresent()
        && there.lastSeq().isPresent()
        && lastSeq.getAsLong() < there.lastSeq().getAsLong();
  }
}
