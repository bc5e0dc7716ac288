package io.millrace.model.landing;

import java.util.Locale;

/**
 * The offsets of one topic-partition that a batch took, and what became of them.
 *
 * @param partition the topic-partition's number
 * @param fromOffset the first offset, inclusive
 * @param untilOffset the end, exclusive
 * @param landed how many of them went to the raw zone
 * @param quarantined how many of them went to quarantine
 */
public record BatchRange(
    int partition, long fromOffset, long untilOffset, long landed, long quarantined) {

  public BatchRange {
    if (fromOffset < 0 || untilOffset <= fromOffset) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "partition %d: not an offset range: [%d, %d)",
              partition,
              fromOffset,
              untilOffset));
    }
    if (landed + quarantined != untilOffset - fromOffset) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "partition %d, offsets [%d, %d): %d landed and %d quarantined are not %d records",
              partition,
              fromOffset,
              untilOffset,
              landed,
              quarantined,
              untilOffset - fromOffset));
    }
  }
}
