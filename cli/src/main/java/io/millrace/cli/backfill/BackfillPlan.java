package io.millrace.cli.backfill;

import io.millrace.warehouse.Days;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * The runs of a backfill, as they are remembered: names and days are text.
 *
 * @param workflow whose runs they are
 * @param from the first day that was asked for
 * @param to the last day that was asked for
 * @param only what of the workflow is run
 * @param set properties of the workflow, by name
 * @param runs the days of each run, none empty, no day twice
 */
record BackfillPlan(
    String workflow,
    String from,
    String to,
    String only,
    Map<String, String> set,
    List<String> runs) {

  BackfillPlan {
    set = new TreeMap<>(set);
    runs = List.copyOf(runs);
  }

  /**
   * Groups days.
   *
   * @param days that have data; those outside of the request are left out
   * @param daysPerRun how many a run has at most
   */
  static BackfillPlan of(BackfillRequest request, SortedSet<LocalDate> days, int daysPerRun) {
    List<LocalDate> wanted =
        days.stream()
            .filter(day -> !day.isBefore(request.from()) && !day.isAfter(request.to()))
            .toList();
    List<String> runs = new ArrayList<>();
    for (int first = 0; first < wanted.size(); first += daysPerRun) {
      runs.add(
          Days.of(wanted.subList(first, Math.min(first + daysPerRun, wanted.size()))).toString());
    }
    return new BackfillPlan(
        request.workflow(),
        request.from().toString(),
        request.to().toString(),
        request.only().toString(),
        request.set(),
        runs);
  }

  /** Whether it was made for that request. */
  boolean isFor(BackfillRequest request) {
    return workflow.equals(request.workflow())
        && from.equals(request.from().toString())
        && to.equals(request.to().toString())
        && only.equals(request.only().toString())
        && set.equals(request.set());
  }

  /** The days of a run, which counts from 1. */
  Days days(int run) {
    return Days.parse(runs.get(run - 1));
  }

  /** All days. */
  List<LocalDate> days() {
    return runs.stream().flatMap(run -> Days.parse(run).list().stream()).sorted().toList();
  }
}
