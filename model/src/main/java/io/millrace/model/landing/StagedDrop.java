package io.millrace.model.landing;

import java.util.Objects;

/**
 * Partitions that are to go, and from which day on what a log has written is kept then.
 *
 * @param keptFrom what is before goes
 * @param drop all partitions that are before
 */
public record StagedDrop(KeptFrom keptFrom, Drop drop) {

  public StagedDrop {
    Objects.requireNonNull(keptFrom, "keptFrom");
    for (DroppedPartition partition : drop.partitions()) {
      if (!partition.isGone(keptFrom)) {
        throw new IllegalArgumentException(
            "%s is kept from %s on: %s must not go"
                .formatted(partition.zone(), keptFrom, partition.name()));
      }
    }
  }
}
