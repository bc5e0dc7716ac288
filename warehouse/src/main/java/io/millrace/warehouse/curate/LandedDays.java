package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.Written;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Days to be made from landed rows, and up to which landing batch of theirs is known. Told before
 * any row is read, so that what is read then is as new at least.
 */
public final class LandedDays {

  private final Instant asOf;
  private final String feed;
  private final List<LocalDate> days;
  private final Map<LocalDate, Long> lastSeqs = new HashMap<>();

  /**
   * @param asOf a moment before it was asked what there is
   * @param feed whose rows they are
   * @param hours of the days, and others
   */
  LandedDays(
      Instant asOf, String feed, Collection<LocalDate> days, Map<PartitionKey, Published> hours) {
    this.asOf = asOf;
    this.feed = feed;
    this.days = List.copyOf(days);
    hours.forEach(
        (hour, published) ->
            published.lastSeq().ifPresent(seq -> lastSeqs.merge(hour.day(), seq, Math::max)));
  }

  List<LocalDate> days() {
    return days;
  }

  Written written(PartitionKey day, long rows) {
    Long lastSeq = lastSeqs.get(day.day());
    return Written.of(
        rows, asOf, feed, lastSeq == null ? OptionalLong.empty() : OptionalLong.of(lastSeq));
  }
}
