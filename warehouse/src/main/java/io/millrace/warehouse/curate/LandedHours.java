package io.millrace.warehouse.curate;

import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.Published;
import io.millrace.warehouse.publish.TableName;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What had landed in the hours of a feed when a run began, told by the number of the last landing
 * batch in each. Asked before any row is read, so that what is read then is as new at least.
 */
final class LandedHours {

  /** Less than the number of any batch. */
  private static final OptionalLong NOTHING_LANDED = OptionalLong.of(0);

  private final Instant asOf;
  private final NavigableMap<PartitionKey, Published> hours;

  private LandedHours(Instant asOf, NavigableMap<PartitionKey, Published> hours) {
    this.asOf = asOf;
    this.hours = hours;
  }

  /** Those of the days that the scope touches, and of the days beside them. */
  static LandedHours around(
      CurationScope scope, SparkPartitions partitions, TableName raw, Clock clock)
      throws PublishException {
    Instant asOf = clock.instant();
    NavigableSet<LocalDate> days = new TreeSet<>();
    for (LocalDate day : scope.touchedDays()) {
      days.addAll(day.minusDays(1).datesUntil(day.plusDays(2)).toList());
    }
    return new LandedHours(asOf, new TreeMap<>(partitions.ofDays(raw, days)));
  }

  /** A moment before it was asked. */
  Instant asOf() {
    return asOf;
  }

  /** The landed hours of a scope. */
  NavigableSet<PartitionKey> in(CurationScope scope) {
    return hours.keySet().stream()
        .filter(scope::covers)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The landed hours of a scope that stay as they are: those that are to be kept when they are up
   * to date and, as their partitions tell, are.
   *
   * @param curated what there is of the curated table, asked after what had landed
   */
  NavigableSet<PartitionKey> kept(CurationScope scope, Map<PartitionKey, Published> curated) {
    if (scope.upToDate() == UpToDate.REPLACE) {
      return new TreeSet<>();
    }
    return in(scope).stream()
        .filter(hour -> curated.containsKey(hour))
        .filter(hour -> isIn(lastSeq(hour), curated.get(hour).lastSeq()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isIn(OptionalLong landed, OptionalLong curated) {
    return landed.isPresent() && curated.isPresent() && curated.getAsLong() >= landed.getAsLong();
  }

  /**
   * Up to which batch the rows of an hour are known; empty when whoever landed them did not say.
   */
  OptionalLong lastSeq(PartitionKey hour) {
    return hours.containsKey(hour) ? hours.get(hour).lastSeq() : NOTHING_LANDED;
  }

  /**
   * The same for the sessions that start on a day, by the hours of the day itself, the one before,
   * in which what seems to begin may have begun, and the one after, into which they go on.
   */
  OptionalLong lastSeqAround(LocalDate day) {
    if (hours.keySet().stream().noneMatch(hour -> hour.day().equals(day))) {
      return NOTHING_LANDED;
    }
    return hours.entrySet().stream()
        .filter(hour -> Math.abs(hour.getKey().day().toEpochDay() - day.toEpochDay()) <= 1)
        .flatMapToLong(hour -> hour.getValue().lastSeq().stream())
        .max();
  }
}
