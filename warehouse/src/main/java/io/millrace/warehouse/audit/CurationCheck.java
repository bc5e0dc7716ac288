package io.millrace.warehouse.audit;

import io.millrace.warehouse.Counts;
import io.millrace.warehouse.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** Demands of each curated hour: landed = curated + duplicates, and each record once. */
final class CurationCheck {

  /**
   * @param balance the feed's books
   * @param findings everything that speaks against them
   */
  record Result(CurationBalance balance, List<Finding> findings) {

    Result {
      findings = List.copyOf(findings);
    }
  }

  private CurationCheck() {}

  static Result of(CurationFacts facts) {
    List<Finding> findings = new ArrayList<>();
    int hours = 0;
    int waiting = 0;
    int notCurated = 0;
    long landed = 0;
    long duplicates = 0;
    long curated = 0;
    for (HourCounts counts : facts.hours()) {
      if (!facts.kept().keepsRaw(counts.hour().dt())) {
        continue; // there is nothing left to compare it with
      }
      if (!facts.published().contains(counts.hour())) {
        notCurated++;
      } else if (!counts.agrees() && facts.unsettled().contains(counts.hour())) {
        waiting++;
      } else {
        hours++;
        landed += counts.landed();
        duplicates += counts.duplicates();
        curated += counts.curated();
        if (!counts.agrees()) {
          findings.add(differs(facts.feed(), counts));
        }
      }
    }
    return new Result(
        new CurationBalance(
            facts.feed(),
            hours,
            landed,
            duplicates,
            curated,
            waiting,
            notCurated,
            findings.isEmpty()),
        findings);
  }

  private static Finding differs(String feed, HourCounts counts) {
    String hour = "%sT%s".formatted(counts.hour().dt(), counts.hour().hour());
    return Finding.ofTable(
            Kind.WRONG_CURATION,
            feed,
            "dw." + feed,
            hour,
            "%s landed, %s without duplicates, but the table has %s, and %s of these. Compute it again: millrace workflow run hourly --hours %s"
                .formatted(
                    Counts.of(counts.landed(), "row"),
                    Counts.of(counts.records()),
                    Counts.of(counts.curated(), "row"),
                    Counts.of(counts.matched()),
                    hour))
        .counted(counts.records(), counts.curated());
  }
}
