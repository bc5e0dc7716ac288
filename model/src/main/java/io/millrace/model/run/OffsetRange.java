package io.millrace.model.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Offsets of one partition, the upper bound excluded.
 *
 * @param partition from 0
 * @param fromOffset first offset of the range
 * @param untilOffset offset after the last of the range
 */
public record OffsetRange(
    @JsonProperty(value = "partition", required = true) int partition,
    @JsonProperty(value = "from_offset", required = true) long fromOffset,
    @JsonProperty(value = "until_offset", required = true) long untilOffset) {
  public OffsetRange {
    if (partition < 0 || fromOffset < 0 || untilOffset <= fromOffset) {
      throw new IllegalArgumentException(
          "partition "
              + partition
              + " ["
              + fromOffset
              + ", "
              + untilOffset
              + ") is no offset range");
    }
  }
}
