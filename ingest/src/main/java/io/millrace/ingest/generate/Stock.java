package io.millrace.ingest.generate;

import io.millrace.model.feed.Feed;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a generation has put out, while it runs. Records are counted when they are handed over; what
 * turns out not to be acknowledged is taken away at the end. For one thread.
 */
final class Stock {
  private final int id;
  private final Tally distinct;
  private final Tally repeated;
  private final Map<Kind, Long> kinds = new EnumMap<>(Kind.class);
  private final Map<String, Long> malformed = new TreeMap<>();
  private final Map<String, Long> labels = new TreeMap<>();
  private final Deque<Generated> latestRepeated = new ArrayDeque<>();
  private final int mostInFlight;
  private long unacknowledged;

  /**
   * @param mostInFlight records that the output may hold unacknowledged
   */
  Stock(Feed feed, List<String> countedFields, int mostInFlight) {
    this.id = feed.indexOf(feed.idField());
    this.distinct = new Tally(feed, countedFields);
    this.repeated = new Tally(feed, countedFields);
    this.mostInFlight = mostInFlight;
    for (Kind kind : Kind.values()) {
      kinds.put(kind, 0L);
    }
  }

  /** Counts a record that was handed over. */
  void add(Handed handed) {
    count(handed, 1);
    if (handed.record().kind() == Kind.DUPLICATE) {
      latestRepeated.addLast(handed.record());
      if (latestRepeated.size() > mostInFlight) {
        latestRepeated.removeFirst();
      }
    }
  }

  private void count(Handed handed, int times) {
    Generated record = handed.record();
    kinds.merge(record.kind(), (long) times, Long::sum);
    switch (record.kind()) {
      case MALFORMED -> malformed.merge(handed.brokenAs(), (long) times, Long::sum);
      case DUPLICATE -> tally(repeated, record, times);
      case NEW, LATE -> {
        tally(distinct, record, times);
        if (record.label() != null) {
          labels.merge(record.label(), (long) times, Long::sum);
        }
      }
    }
  }

  private static void tally(Tally tally, Generated record, int times) {
    if (times > 0) {
      tally.add(record.row());
    } else {
      tally.remove(record.row());
    }
  }

  /**
   * Takes away what was not acknowledged. Where the first delivery of a record is lost and a
   * repeated one is not, the record is there all the same, once.
   */
  void takeAway(Collection<Handed> lost) {
    unacknowledged += lost.size();
    Set<Generated> lostRepeated = new HashSet<>();
    Set<Object> lostIds = new HashSet<>();
    for (Handed handed : lost) {
      count(handed, -1);
      switch (handed.record().kind()) {
        case DUPLICATE -> lostRepeated.add(handed.record());
        case NEW, LATE -> lostIds.add(handed.record().row()[id]);
        case MALFORMED -> {}
      }
    }
    for (Generated record : latestRepeated) {
      if (!lostRepeated.contains(record) && lostIds.remove(record.row()[id])) {
        repeated.remove(record.row());
        distinct.add(record.row());
        if (record.label() != null) {
          labels.merge(record.label(), 1L, Long::sum);
        }
      }
    }
  }

  /** All of it. */
  Inventory inventory(String feed, Map<String, Object> settings, Inventory.End end, String runId) {
    Map<String, Long> byKind = new TreeMap<>();
    kinds.forEach((kind, n) -> byKind.put(kind.name().toLowerCase(java.util.Locale.ROOT), n));
    malformed.values().removeIf(n -> n == 0);
    labels.values().removeIf(n -> n == 0);
    return new Inventory(
        Inventory.FORMAT,
        feed,
        settings,
        end,
        runId,
        byKind,
        new TreeMap<>(malformed),
        new TreeMap<>(labels),
        unacknowledged,
        distinct.with(repeated),
        distinct.book());
  }
}
