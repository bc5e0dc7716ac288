package io.millrace.model.landing;

import java.util.List;
import java.util.Objects;

/**
 * Gaps that an operator accepted, to be recorded so that landing can go on behind them.
 *
 * @param order the id of the order that accepted them; an order is recorded once at most
 * @param gaps what is skipped
 * @param resume the topic as it is now, and for each of its partitions where landing goes on
 */
public record AcceptedGaps(String order, List<OffsetGap> gaps, TopicPositions resume) {

  public AcceptedGaps {
    Objects.requireNonNull(order, "order");
    gaps = List.copyOf(gaps);
    if (gaps.isEmpty()) {
      throw new IllegalArgumentException("order " + order + " accepts nothing");
    }
  }
}
