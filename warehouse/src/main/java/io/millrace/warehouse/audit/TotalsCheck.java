package io.millrace.warehouse.audit;

import io.millrace.warehouse.Counts;
import io.millrace.warehouse.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Demands of each published day of a mart, or of each of its hours, that it adds up to what it is
 * made from, as long as that is there.
 */
final class TotalsCheck {

  /**
   * What is said of marts.
   *
   * @param totals amounts by name and day, and by hour where rows are of one; a day or hour without
   *     rows has none
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

    long amount(String total, String at) {
      return totals.getOrDefault(total, Map.of()).getOrDefault(at, 0L);
    }

    boolean agrees(MartTotal total, String day) {
      return differing(total, day).isEmpty();
    }

    /** What of a day does not agree: the day, or hours of it. */
    List<String> differing(MartTotal total, String day) {
      return total.parts(day).stream()
          .filter(at -> amount(total.amount(), at) != amount(total.source(), at))
          .toList();
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
          findings.add(differs(facts, total, day, facts.differing(total, day)));
        }
      }
    }
    return new Result(days, waiting, findings);
  }

  /** One for the day, by the first of its hours that differ. */
  private static Finding differs(Facts facts, MartTotal total, String day, List<String> differing) {
    String at = differing.get(0);
    int more = differing.size() - 1;
    long shouldBe = facts.amount(total.source(), at);
    long is = facts.amount(total.amount(), at);
    return Finding.ofTable(
            Kind.WRONG_TOTAL,
            total.feed(),
            total.mart(),
            at,
            "%s add up to %s, but there are %s %s%s. Compute it again: millrace workflow run daily --days %s"
                .formatted(
                    total.what(),
                    Counts.of(is),
                    Counts.of(shouldBe),
                    total.source(),
                    more == 0
                        ? ""
                        : "; it differs in %s, too".formatted(Counts.of(more, "more hour")),
                    day))
        .counted(shouldBe, is);
  }
}
