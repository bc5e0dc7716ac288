package io.millrace.warehouse.audit;

import io.millrace.model.landing.EventHour;
import io.millrace.warehouse.Counts;
import io.millrace.warehouse.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Demands that readers find what generators put out: in each of their hours raw has every record as
 * often as it was delivered and dw has it once, and quarantine has what they broke. As many records
 * as the topic has pending may be missing, and as many as nobody acknowledged may be there besides.
 */
final class GeneratedCheck {

  /**
   * What is said of a feed.
   *
   * @param hours what Hive counts of them
   * @param days which of them are compared
   * @param pending records of the topic that have not landed
   * @param quarantined rows of quarantine by reason; empty when they are not compared
   */
  record Facts(
      CurationFacts hours,
      AuditedDays days,
      long pending,
      Optional<Map<String, Long>> quarantined) {}

  /**
   * @param balance the feed's books
   * @param findings everything that speaks against them
   */
  record Result(GeneratedBalance balance, List<Finding> findings) {

    Result {
      findings = List.copyOf(findings);
    }
  }

  private final GeneratedRecords generated;
  private final Facts facts;
  private final Optional<Map<String, Long>> quarantined;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Finding> tooFew = new ArrayList<>();
  private final List<Finding> tooMany = new ArrayList<>();
  private long missing;
  private long besides;
  private int hours;
  private int waiting;
  private long delivered;
  private long landed;
  private long distinct;
  private long curated;

  private GeneratedCheck(GeneratedRecords generated, Facts facts) {
    this.generated = generated;
    this.facts = facts;
    this.quarantined = facts.quarantined().filter(any -> !generated.refused().isEmpty());
  }

  static Result of(GeneratedRecords generated, Facts facts) {
    return new GeneratedCheck(generated, facts).check();
  }

  private Result check() {
    Map<EventHour, HourCounts> counts =
        facts.hours().hours().stream()
            .collect(Collectors.toMap(HourCounts::hour, Function.identity()));
    for (EventHour hour : generated.delivered().keySet()) {
      if (facts.days().has(hour.dt()) && facts.hours().kept().keepsRaw(hour.dt())) {
        compare(counts.getOrDefault(hour, new HourCounts(hour, 0, 0, 0, 0)));
      }
    }
    int hoursTooFew = tooFew.size();
    quarantined.ifPresent(this::compareRefused);
    if (missing <= facts.pending()) {
      waiting += hoursTooFew;
    } else {
      findings.addAll(tooFew);
    }
    if (besides > generated.unacknowledged()) {
      findings.addAll(tooMany);
    }
    return new Result(
        new GeneratedBalance(
            generated.feed(),
            hours,
            delivered,
            landed,
            distinct,
            curated,
            waiting,
            quarantined.map(of -> sum(generated.refused())).orElse(null),
            quarantined.map(GeneratedCheck::sum).orElse(null),
            findings.isEmpty()),
        findings);
  }

  private void compare(HourCounts there) {
    long each = generated.delivered().get(there.hour());
    long once = generated.distinct().getOrDefault(there.hour(), 0L);
    hours++;
    delivered += each;
    landed += there.landed();
    distinct += once;
    curated += there.curated();
    if (there.landed() < each) {
      missing += each - there.landed();
      tooFew.add(
          differs(
              "raw",
              there.hour(),
              each,
              there.landed(),
              "%s of this hour, repeated ones each time, but %s landed"
                  .formatted(records(each), Counts.of(there.landed()))));
      return;
    }
    if (there.landed() > each) {
      besides += there.landed() - each;
      tooMany.add(
          differs(
              "raw",
              there.hour(),
              each,
              there.landed(),
              "%s of this hour, repeated ones each time, but %s landed. Give the inventories of all that was sent"
                  .formatted(records(each), Counts.of(there.landed()))));
      return;
    }
    if (there.records() != once) {
      findings.add(
          differs(
              "raw",
              there.hour(),
              once,
              there.records(),
              "%s of this hour that differ by their ids, but %s of the table's rows do"
                  .formatted(records(once), Counts.of(there.records()))));
    }
    if (!isSettled(there)) {
      waiting++;
    } else if (there.curated() != once) {
      findings.add(
          differs(
              "dw",
              there.hour(),
              once,
              there.curated(),
              "%s of this hour, each counted once, but the table has %s"
                  .formatted(records(once), Counts.of(there.curated(), "row"))));
    }
  }

  private boolean isSettled(HourCounts counts) {
    return facts.hours().published().contains(counts.hour())
        && (counts.agrees() || !facts.hours().unsettled().contains(counts.hour()));
  }

  private void compareRefused(Map<String, Long> quarantined) {
    generated
        .refused()
        .forEach(
            (reason, broken) -> {
              long there = quarantined.getOrDefault(reason, 0L);
              if (there < broken) {
                missing += broken - there;
                tooFew.add(
                    Finding.ofLog(
                            Kind.NOT_AS_GENERATED,
                            generated.feed(),
                            "generators put out %s to be refused as %s, but quarantine has %s"
                                .formatted(records(broken), reason, Counts.of(there)))
                        .counted(broken, there));
              }
            });
  }

  private Finding differs(String zone, EventHour hour, long shouldBe, long is, String what) {
    return Finding.ofTable(
            Kind.NOT_AS_GENERATED,
            generated.feed(),
            zone + "." + generated.feed(),
            "%sT%s".formatted(hour.dt(), hour.hour()),
            "generators put out " + what)
        .counted(shouldBe, is);
  }

  private static String records(long number) {
    return Counts.of(number, "record");
  }

  private static long sum(Map<String, Long> numbers) {
    return numbers.values().stream().mapToLong(Long::longValue).sum();
  }
}
