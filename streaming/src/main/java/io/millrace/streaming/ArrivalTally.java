package io.millrace.streaming;

import io.millrace.model.landing.Arrival;
import io.millrace.model.landing.Arrived;
import io.millrace.model.landing.DelayCount;
import io.millrace.model.landing.EventHour;
import io.millrace.model.landing.Lateness;
import io.millrace.model.landing.LatenessCount;
import java.io.Serializable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * How records arrived, counted while they are staged. Neighbours on a topic mostly fall into the
 * same window and the same delay, so those last used are kept at hand. All times are microseconds
 * since the epoch.
 */
final class ArrivalTally implements Serializable {

  private static final long WINDOW_MICROS = Arrival.WINDOW.toNanos() / 1_000;
  private static final long HOUR_MICROS = 3_600_000_000L;

  private final long ingestMicros;
  private final TreeMap<Long, Window> windows = new TreeMap<>();
  private final TreeMap<Long, EnumMap<Lateness, long[]>> lateness = new TreeMap<>();
  private final TreeMap<Integer, Long> latest = new TreeMap<>();
  private transient Window window;
  private transient long windowStart = Long.MIN_VALUE;
  private transient EnumMap<Lateness, long[]> arrivalHour;
  private transient long arrivalHourStart = Long.MIN_VALUE;

  /**
   * @param ingestMicros when staging began
   */
  ArrivalTally(long ingestMicros) {
    this.ingestMicros = ingestMicros;
  }

  /**
   * Counts a record that landed.
   *
   * @param bytes of its value
   * @param hourMicros the first instant of its event's hour
   * @param live whether it is of no run
   */
  void addLanded(
      int partition, long kafkaMicros, int bytes, long eventMicros, long hourMicros, boolean live) {
    add(partition, kafkaMicros, bytes).addLanded(hourMicros);
    if (live) {
      bucketsOf(kafkaMicros)
          .computeIfAbsent(Lateness.ofMicros(kafkaMicros - eventMicros), b -> new long[1])[0]++;
    }
  }

  /** Counts a record that was refused. */
  void addQuarantined(int partition, long kafkaMicros, int bytes) {
    add(partition, kafkaMicros, bytes).quarantined++;
  }

  ArrivalTally merge(ArrivalTally other) {
    other.windows.forEach(
        (start, more) -> windows.computeIfAbsent(start, s -> new Window()).merge(more));
    other.lateness.forEach(
        (hour, more) ->
            add(lateness.computeIfAbsent(hour, h -> new EnumMap<>(Lateness.class)), more));
    other.latest.forEach((partition, time) -> latest.merge(partition, time, Math::max));
    return this;
  }

  /**
   * What was counted.
   *
   * @param closed whether an hour of event time is closed already
   */
  Arrived arrived(Predicate<EventHour> closed) {
    List<Arrival> arrivals = new ArrayList<>();
    windows.forEach((start, counted) -> arrivals.add(counted.arrival(instant(start), closed)));
    TreeMap<Integer, Instant> times = new TreeMap<>();
    latest.forEach((partition, time) -> times.put(partition, instant(time)));
    return new Arrived(
        arrivals.stream().mapToLong(Arrival::bytes).sum(), latenessCounts(), arrivals, times);
  }

  private List<LatenessCount> latenessCounts() {
    List<LatenessCount> counts = new ArrayList<>();
    lateness.forEach(
        (start, rows) -> {
          EventHour hour = EventHour.ofMicros(start);
          rows.forEach(
              (bucket, count) ->
                  counts.add(new LatenessCount(hour.dt(), hour.hour(), bucket, count[0])));
        });
    return counts;
  }

  private Window add(int partition, long kafkaMicros, int bytes) {
    if (window == null || kafkaMicros - windowStart >= WINDOW_MICROS || kafkaMicros < windowStart) {
      windowStart = Math.floorDiv(kafkaMicros, WINDOW_MICROS) * WINDOW_MICROS;
      window = windows.computeIfAbsent(windowStart, start -> new Window());
    }
    window.records++;
    window.bytes += bytes;
    window.addWait(Math.floorDiv(ingestMicros - kafkaMicros, 1_000L));
    // Within a partition the time mostly grows with each record or stays.
    Long known = latest.get(partition);
    if (known == null || kafkaMicros > known) {
      latest.put(partition, kafkaMicros);
    }
    return window;
  }

  private EnumMap<Lateness, long[]> bucketsOf(long kafkaMicros) {
    if (arrivalHour == null
        || kafkaMicros - arrivalHourStart >= HOUR_MICROS
        || kafkaMicros < arrivalHourStart) {
      arrivalHourStart = Math.floorDiv(kafkaMicros, HOUR_MICROS) * HOUR_MICROS;
      arrivalHour = lateness.computeIfAbsent(arrivalHourStart, h -> new EnumMap<>(Lateness.class));
    }
    return arrivalHour;
  }

  private static <K> void add(Map<K, long[]> to, Map<K, long[]> more) {
    more.forEach((key, rows) -> to.computeIfAbsent(key, k -> new long[1])[0] += rows[0]);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** A window of arrival. */
  private static final class Window implements Serializable {
    private long records;
    private long bytes;
    private long quarantined;
    private final TreeMap<Long, long[]> landedByHour = new TreeMap<>();
    private final TreeMap<Long, long[]> waits = new TreeMap<>();
    private transient long[] hour;
    private transient long hourMicros;
    private transient long[] wait;
    private transient long waitMillis;

    void addLanded(long eventHour) {
      if (hour == null || eventHour != hourMicros) {
        hourMicros = eventHour;
        hour = landedByHour.computeIfAbsent(eventHour, h -> new long[1]);
      }
      hour[0]++;
    }

    void addWait(long millis) {
      if (wait == null || millis != waitMillis) {
        waitMillis = millis;
        wait = waits.computeIfAbsent(DelayCount.bucket(millis), b -> new long[1]);
      }
      wait[0]++;
    }

    void merge(Window other) {
      records += other.records;
      bytes += other.bytes;
      quarantined += other.quarantined;
      add(landedByHour, other.landedByHour);
      add(waits, other.waits);
    }

    Arrival arrival(Instant start, Predicate<EventHour> closed) {
      long late =
          landedByHour.entrySet().stream()
              .filter(hours -> closed.test(EventHour.ofMicros(hours.getKey())))
              .mapToLong(hours -> hours.getValue()[0])
              .sum();
      return new Arrival(
          start,
          records,
          bytes,
          quarantined,
          late,
          waits.entrySet().stream().map(e -> new DelayCount(e.getKey(), e.getValue()[0])).toList());
    }
  }
}
