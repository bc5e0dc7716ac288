package io.millrace.model.landing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far live records (those of no run) have come in event time. Replays never move it.
 *
 * @param since the earliest live event time ever landed; null before the first live record
 * @param greatest the greatest live event time per topic-partition, ordered by partition
 */
public record LiveProgress(Instant since, List<Greatest> greatest) {

  /** The greatest event time of a partition and when a batch last brought live records of it. */
  public record Greatest(int partition, Instant eventTime, Instant seenAt) {}

  public static final LiveProgress NONE = new LiveProgress(null, List.of());

  public LiveProgress {
    greatest = List.copyOf(greatest);
  }

  public boolean started() {
    return since != null;
  }

  public Optional<Greatest> ofPartition(int partition) {
    return greatest.stream().filter(g -> g.partition() == partition).findFirst();
  }

  /** This progress after a batch that was decided at {@code at}. */
  LiveProgress after(Optional<Instant> earliest, Map<Integer, Instant> latest, Instant at) {
    if (earliest.isEmpty()) {
      return this;
    }
    TreeMap<Integer, Greatest> merged = new TreeMap<>();
    greatest.forEach(g -> merged.put(g.partition(), g));
    latest.forEach(
        (partition, time) ->
            merged.merge(
                partition,
                new Greatest(partition, time, at),
                (old, fresh) ->
                    old.eventTime().isAfter(fresh.eventTime())
                        ? new Greatest(partition, old.eventTime(), at)
                        : fresh));
    Instant first = since == null || earliest.get().isBefore(since) ? earliest.get() : since;
    return new LiveProgress(first, new ArrayList<>(merged.values()));
  }
}
