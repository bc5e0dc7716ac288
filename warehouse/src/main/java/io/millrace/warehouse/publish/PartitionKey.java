package io.millrace.warehouse.publish;

import io.millrace.model.landing.EventHour;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which partition of a table: a day, or an hour of a day, UTC. A table has keys of one kind.
 *
 * @param day its {@code dt}
 * @param hour its {@code hour}, 0 to 23; empty in a table that is partitioned by {@code dt} alone
 */
public record PartitionKey(LocalDate day, Optional<Integer> hour)
    implements Comparable<PartitionKey> {

  private static final String DT = "dt";
  private static final String HOUR = "hour";

  public PartitionKey {
    if (hour.isPresent() && (hour.get() < 0 || hour.get() > 23)) {
      throw new IllegalArgumentException("no hour of a day: " + hour.get());
    }
  }

  public static PartitionKey of(LocalDate day) {
    return new PartitionKey(day, Optional.empty());
  }

  public static PartitionKey of(EventHour hour) {
    return ofValues(Map.of(DT, hour.dt(), HOUR, hour.hour()));
  }

  /**
   * From the values of partition columns.
   *
   * @param values of {@code dt}, and of {@code hour} where the table has it
   */
  public static PartitionKey ofValues(Map<String, String> values) {
    return new PartitionKey(
        LocalDate.parse(values.get(DT)),
        Optional.ofNullable(values.get(HOUR)).map(Integer::parseInt));
  }

  /**
   * From a partition's name.
   *
   * @param name as Hive shows it: {@code dt=2015-05-17} or {@code dt=2015-05-17/hour=10}
   */
  public static PartitionKey ofName(String name) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : name.split("/", -1)) {
      int equals = part.indexOf('=');
      values.put(part.substring(0, equals), part.substring(equals + 1));
    }
    return ofValues(values);
  }

  /** Reads what {@link #toString} writes. */
  public static PartitionKey parse(String text) {
    int t = text.indexOf('T');
    return t < 0
        ? of(LocalDate.parse(text))
        : ofValues(Map.of(DT, text.substring(0, t), HOUR, text.substring(t + 1)));
  }

  /** The values of the partition columns, in their order. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(DT, day.toString());
    hour.ifPresent(h -> values.put(HOUR, String.format(Locale.ROOT, "%02d", h)));
    return values;
  }

  /** As Hive shows it and folders are called: {@code dt=2015-05-17/hour=10}. */
  public String name() {
    StringBuilder name = new StringBuilder();
    values()
        .forEach(
            (column, value) ->
                name.append(name.isEmpty() ? "" : "/").append(column).append('=').append(value));
    return name.toString();
  }

  /**
   * The hour of event time.
   *
   * @throws java.util.NoSuchElementException for a day
   */
  public EventHour eventHour() {
    return new EventHour(day.atTime(hour.orElseThrow(), 0).toInstant(ZoneOffset.UTC));
  }

  /** The first instant after it. */
  public Instant end() {
    return hour.isPresent()
        ? eventHour().end()
        : day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The same day of the week before, the same hour. */
  public PartitionKey weekBefore() {
    return new PartitionKey(day.minusWeeks(1), hour);
  }

  @Override
  public int compareTo(PartitionKey other) {
    int days = day.compareTo(other.day);
    return days == 0 ? Integer.compare(hour.orElse(-1), other.hour.orElse(-1)) : days;
  }

  /** {@code 2015-05-17} or {@code 2015-05-17T10}. */
  @Override
  public String toString() {
    return day + hour.map(h -> String.format(Locale.ROOT, "T%02d", h)).orElse("");
  }
}
