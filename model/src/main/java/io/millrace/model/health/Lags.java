package io.millrace.model.health;

import io.millrace.model.landing.Arrival;
import io.millrace.model.landing.DelayCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * At the ends of which windows records had reached Kafka that no reader could see yet. A batch that
 * took long to come lags at the ends of many windows, so spans of windows are kept and not these.
 */
final class Lags {

  private static final Duration WINDOW = HealthFold.WINDOW;

  /**
   * The same lag at the ends of some windows in a row.
   *
   * @param first the start of the first of them
   * @param last the start of the last of them
   * @param records how many
   * @param oldest when the oldest of them reached Kafka
   * @param seq the batch that they came with
   */
  private record Span(Instant first, Instant last, long records, Instant oldest, long seq) {
    boolean covers(Instant start) {
      return !start.isBefore(first) && !start.isAfter(last);
    }
  }

  /**
   * What lagged at the end of a window.
   *
   * @param records how many
   * @param millis how old the oldest of them was; 0 without any
   */
  record Lag(long records, long millis) {}

  private final TreeMap<Instant, List<Span>> byFirst = new TreeMap<>();
  private final List<Span> reached = new ArrayList<>();

  /**
   * Notes a batch.
   *
   * @param arrivals by window, in order
   * @param read when it was read from Kafka
   * @param visibleAt since when readers see it
   */
  void add(long seq, List<Arrival> arrivals, Instant read, Instant visibleAt) {
    Instant last = HealthFold.firstStart(visibleAt).minus(WINDOW.multipliedBy(2));
    long records = 0;
    Instant oldest = Instant.MAX;
    for (int i = 0; i < arrivals.size(); i++) {
      Arrival arrival = arrivals.get(i);
      records += arrival.records();
      oldest = earlier(oldest, oldest(arrival, read));
      boolean isLast = i + 1 == arrivals.size();
      Instant until = isLast ? last : arrivals.get(i + 1).windowStart().minus(WINDOW);
      Span span =
          new Span(arrival.windowStart(), until.isAfter(last) ? last : until, records, oldest, seq);
      if (!span.last().isBefore(span.first())) {
        byFirst.computeIfAbsent(span.first(), start -> new ArrayList<>()).add(span);
      }
    }
  }

  /** What lagged at the end of that window. */
  Lag at(Instant start) {
    long records = 0;
    Instant oldest = Instant.MAX;
    for (Span span :
        (Iterable<Span>)
            Stream.concat(
                    reached.stream(),
                    byFirst.headMap(start, true).values().stream().flatMap(Collection::stream))
                ::iterator) {
      if (span.covers(start)) {
        records += span.records();
        oldest = earlier(oldest, span.oldest());
      }
    }
    return new Lag(
        records, records == 0 ? 0 : Duration.between(oldest, start.plus(WINDOW)).toMillis());
  }

  /** Forgets all about windows before that one. */
  void forgetBefore(Instant start) {
    var begun = byFirst.headMap(start, true);
    begun.values().forEach(reached::addAll);
    begun.clear();
    reached.removeIf(span -> span.last().isBefore(start));
  }

  /** The least number of a batch that lags somewhere. */
  long firstSeq() {
    return Stream.concat(reached.stream(), byFirst.values().stream().flatMap(Collection::stream))
        .mapToLong(Span::seq)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** When the oldest record reached Kafka, as exactly as buckets tell. */
  private static Instant oldest(Arrival arrival, Instant read) {
    long longest = arrival.waits().stream().mapToLong(DelayCount::upToMs).max().orElse(0);
    Instant oldest = read.minusMillis(longest);
    return oldest.isBefore(arrival.windowStart()) ? arrival.windowStart() : oldest;
  }

  private static Instant earlier(Instant one, Instant other) {
    return other.isBefore(one) ? other : one;
  }
}
