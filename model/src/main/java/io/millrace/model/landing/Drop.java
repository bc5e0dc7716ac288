package io.millrace.model.landing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Objects;

/**
 * What was dropped since it is kept no longer, and who asked for it.
 *
 * @param generation the run of retention that did
 * @param workflowId its workflow; null when it was run by hand
 * @param run which run of that workflow
 * @param partitions what readers find no more, whole days
 */
public record Drop(
    String generation,
    @JsonInclude(Include.NON_NULL) String workflowId,
    int run,
    List<DroppedPartition> partitions) {

  public Drop {
    Objects.requireNonNull(generation, "generation");
    partitions = List.copyOf(partitions);
  }
}
