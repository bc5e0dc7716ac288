package io.millrace.warehouse.repair;

import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * What must be computed again because rows came late, or because sessions that could go on have
 * ended, and nothing else.
 *
 * @param markers those that are done with once it is
 * @param hours curated hours whose day has no marts yet: they alone are curated again
 * @param days days whose marts are computed again, and of whose curated hours those that changed
 * @param left how many markers are of hours that nobody has curated: whoever curates them first
 *     sees all rows, so that there is nothing to repair; or of days that retention has dropped
 * @param later how many are left for the next run because this one is full
 */
public record RepairPlan(
    List<Reopened> markers,
    NavigableSet<PartitionKey> hours,
    NavigableSet<LocalDate> days,
    int left,
    int later) {

  /** Days, and hours besides, of one run: what they are called must fit into Oozie's hands. */
  static final int MOST = 40;

  public RepairPlan {
    markers = List.copyOf(markers);
    hours = new TreeSet<>(hours);
    days = new TreeSet<>(days);
  }

  /**
   * Plans a run. Where sessions are made from a feed, a late row may belong to one that began the
   * day before, or join one of the day after to its own: the days beside are computed too, if they
   * have been before.
   *
   * @param markers all that there are, in whatever order
   */
  public static RepairPlan of(List<Reopened> markers, Warehouse warehouse)
      throws IOException, PublishException {
    List<Reopened> taken = new ArrayList<>();
    NavigableSet<PartitionKey> hours = new TreeSet<>();
    NavigableSet<LocalDate> days = new TreeSet<>();
    for (LocalDate day : warehouse.daysToFinish()) {
      // Whoever makes the first marts of a day is yet to come.
      if (days.size() < MOST && warehouse.hasMarts(day)) {
        days.add(day);
      }
    }
    int left = 0;
    int later = 0;
    for (Reopened marker : markers) {
      LocalDate day = marker.hour().day();
      if (!warehouse.isCurated(marker.feed(), marker.hour())
          || warehouse.isDropped(marker.feed(), day)) {
        left++;
      } else if (warehouse.hasMarts(day)) {
        NavigableSet<LocalDate> needed = new TreeSet<>(days);
        needed.addAll(dependent(marker.feed(), day, warehouse));
        if (needed.size() > MOST) {
          later++;
        } else {
          days = needed;
          taken.add(marker);
        }
      } else if (hours.size() == MOST && !hours.contains(marker.hour())) {
        later++;
      } else {
        hours.add(marker.hour());
        taken.add(marker);
      }
    }
    return new RepairPlan(taken, hours, days, left, later);
  }

  /**
   * Whether a marker's rows have reached all that is made from its hour, once the plan is carried
   * out. They have not as long as the hour does not say that it was made from the marker's batch:
   * landing leaves the marker shortly before readers see the rows. Nor have they, maybe, where the
   * hour was curated alone and its day has marts by now, which may have been made from the hour as
   * it was before: the next plan takes the day.
   */
  public boolean isDone(Reopened marker, Warehouse warehouse) throws PublishException {
    OptionalLong upTo = warehouse.curatedUpTo(marker.feed(), marker.hour());
    return upTo.isPresent()
        && upTo.getAsLong() >= marker.seq()
        && !(hours.contains(marker.hour()) && warehouse.hasMarts(marker.hour().day()));
  }

  private static NavigableSet<LocalDate> dependent(String feed, LocalDate day, Warehouse warehouse)
      throws PublishException {
    NavigableSet<LocalDate> days = new TreeSet<>(List.of(day));
    if (warehouse.hasSessions(feed)) {
      for (LocalDate beside : List.of(day.minusDays(1), day.plusDays(1))) {
        if (warehouse.hasMarts(beside) && !warehouse.isDropped(feed, beside)) {
          days.add(beside);
        }
      }
    }
    return days;
  }
}
