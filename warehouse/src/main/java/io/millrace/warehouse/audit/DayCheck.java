package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;
import io.millrace.warehouse.audit.DayFacts.DayRows;
import io.millrace.warehouse.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.List;

/** Demands of each day that Hive counts the rows that the commit log says are in its files. */
final class DayCheck {

  /** What is said of days. */
  record Result(List<DayBalance> balances, List<Finding> findings) {

    Result {
      balances = List.copyOf(balances);
      findings = List.copyOf(findings);
    }
  }

  private final FeedFacts facts;
  private final List<Finding> findings = new ArrayList<>();

  private DayCheck(FeedFacts facts) {
    this.facts = facts;
  }

  /** Nothing when all days are compared at once. */
  static Result of(FeedFacts facts) {
    return facts
        .byDay()
        .map(days -> new DayCheck(facts).check(days))
        .orElse(new Result(List.of(), List.of()));
  }

  private Result check(DayFacts days) {
    KeptFrom kept = facts.kept();
    KeptFrom atMost = facts.droppedAtMost().kept();
    List<DayBalance> balances = new ArrayList<>();
    for (String dt : days.days()) {
      DayRows rows = days.raw().getOrDefault(dt, DayRows.NONE);
      DayRows refused = days.quarantine().getOrDefault(dt, DayRows.NONE);
      long landed = kept.keepsRaw(dt) ? facts.log().landed(dt) : 0;
      long quarantined = kept.keepsQuarantine(dt) ? facts.log().quarantined(dt) : 0;
      int before = findings.size();
      // a drop that is under way says nothing
      if (kept.keepsRaw(dt) == atMost.keepsRaw(dt)) {
        compare("raw." + facts.feed(), dt, rows, landed);
      }
      if (kept.keepsQuarantine(dt) == atMost.keepsQuarantine(dt)) {
        compare("raw.quarantine", dt, refused, quarantined);
      }
      balances.add(
          new DayBalance(
              facts.feed(),
              dt,
              landed,
              quarantined,
              rows.rows(),
              refused.rows(),
              findings.size() == before));
    }
    return new Result(balances, findings);
  }

  private void compare(String table, String dt, DayRows counted, long logged) {
    if (counted.rows() != logged || counted.distinct() != logged) {
      findings.add(
          Finding.ofTable(
                  Kind.WRONG_COUNT,
                  facts.feed(),
                  table,
                  dt,
                  "Hive counts %d rows of %s with %d different offsets, the commit log %d"
                      .formatted(counted.rows(), facts.feed(), counted.distinct(), logged))
              .counted(logged, counted.rows()));
    }
  }
}
