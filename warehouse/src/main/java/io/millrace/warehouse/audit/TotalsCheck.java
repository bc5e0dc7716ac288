package io.millrace.warehouse.audit;

import io.millrace.warehouse.Counts;
import io.millrace.warehouse.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Demands of each published day of a mart that it adds up to what it is made from, as long as that
 * is there.
 */
final class TotalsCheck {

  /**
   * What is said of marts.
   *
   * @param totals amounts by name and day; a day without rows has none
   * @param published the days of each mart
   * @param sources by name of what marts are made from, the days that it has
   * @param unsettled by feed, the days of which an hour is open or got rows late, or that are being
   *     computed
   */
  record Facts(
      Map<String, Map<String, Long>> totals,
      Map<String, Set<String>> published,
      Map<String, Set<String>> sources,
      Map<String, Set<String>> unsettled) {

    long amount(String total, String day) {
      return totals.getOrDefault(total, Map.of()).getOrDefault(day, 0L);
    }

    boolean agrees(MartTotal total, String day) {
      return amount(total.mart(), day) == amount(total.source(), day);
    }

    /** Whether retention has left a mart's day without what it was made from. */
    boolean outlives(MartTotal total, String day) {
      return !sources.getOrDefault(total.source(), Set.of()).contains(day);
    }
  }

  /**
   * @param days how many days of marts add up
   * @param waiting how many do not, but will be computed again
   */
  record Result(int days, int waiting, List<Finding> findings) {

    Result {
      findings = List.copyOf(findings);
    }
  }

  private TotalsCheck() {}

  static Result of(Facts facts, List<MartTotal> totals) {
    List<Finding> findings = new ArrayList<>();
    int days = 0;
    int waiting = 0;
    for (MartTotal total : totals) {
      for (String day : facts.published().getOrDefault(total.mart(), Set.of())) {
        if (facts.agrees(total, day)) {
          days++;
        } else if (facts.unsettled().getOrDefault(total.feed(), Set.of()).contains(day)) {
          waiting++;
        } else if (!facts.outlives(total, day)) {
          findings.add(
              Finding.ofTable(
                      Kind.WRONG_TOTAL,
                      total.feed(),
                      total.mart(),
                      day,
                      "%s add up to %s, but there are %s %s. Compute it again: millrace workflow run daily --days %s"
                          .formatted(
                              total.what(),
                              Counts.of(facts.amount(total.mart(), day)),
                              Counts.of(facts.amount(total.source(), day)),
                              total.source(),
                              day))
                  .counted(facts.amount(total.source(), day), facts.amount(total.mart(), day)));
        }
      }
    }
    return new Result(days, waiting, findings);
  }
}
