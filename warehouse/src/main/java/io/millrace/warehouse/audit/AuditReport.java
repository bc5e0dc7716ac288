package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptFrom;
import io.millrace.warehouse.Counts;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of an audit.
 *
 * @param days which days were compared
 * @param asked whether Kafka was asked what it keeps
 * @param balances the books of every topic-partition, by feed and partition
 * @param byDay the books of every day of each feed; none when all days were compared at once
 * @param curated the books of every feed's curated hours
 * @param martDays how many days of marts add up to what they are made from
 * @param martsWaiting how many do not, but will be computed again
 * @param generated the books of what generators put out, of each feed that was held against that
 * @param dropped what retention has dropped, of feeds that do not keep everything
 * @param findings everything that does not add up; empty when all does
 */
public record AuditReport(
    AuditedDays days,
    boolean asked,
    List<PartitionBalance> balances,
    List<DayBalance> byDay,
    List<CurationBalance> curated,
    int martDays,
    int martsWaiting,
    List<GeneratedBalance> generated,
    List<DroppedRows> dropped,
    List<Finding> findings) {

  public AuditReport {
    balances = List.copyOf(balances);
    byDay = List.copyOf(byDay);
    curated = List.copyOf(curated);
    generated = List.copyOf(generated);
    dropped = List.copyOf(dropped);
    findings = List.copyOf(findings);
  }

  public boolean balanced() {
    return findings.isEmpty();
  }

  /** Whether an operator gave records up. */
  private boolean skips() {
    return balances.stream().anyMatch(balance -> balance.skipped() > 0);
  }

  /** What was compared, if all of it adds up, else how many findings there are. */
  public String inWords() {
    if (!balanced()) {
      return Counts.of(findings.size(), "finding") + ".";
    }
    return "Every record%s is accounted for: %s%s; landed = curated + duplicates in every curated hour; %s of marts add up to what they are made from%s%s."
        .formatted(
            days.isAll() ? "" : " of " + days,
            asked
                ? "produced = landed + quarantined + pending"
                : "what the commit logs took is in HDFS and Hive",
            skips() ? " + what was accepted as gone" : "",
            Counts.of(martDays, "day"),
            martsWaiting == 0
                ? ""
                : ", %s wait to be computed again".formatted(Counts.of(martsWaiting)),
            generatedIsThere());
  }

  private String generatedIsThere() {
    if (generated.isEmpty()) {
      return "";
    }
    int waiting = generated.stream().mapToInt(GeneratedBalance::waiting).sum();
    return waiting == 0
        ? "; what generators put out is there"
        : "; what generators put out is there but for what waits, of %s"
            .formatted(Counts.of(waiting, "hour"));
  }

  /**
   * @param days which were compared
   * @param asked whether Kafka was
   * @param landings what was found of each feed's landing
   * @param curations what was found of each feed's curated hours
   * @param totals what was found of marts
   * @param generated what was found of records that generators put out
   */
  static AuditReport of(
      AuditedDays days,
      boolean asked,
      List<Comparison.Result> landings,
      List<CurationCheck.Result> curations,
      TotalsCheck.Result totals,
      List<GeneratedCheck.Result> generated) {
    List<Finding> findings = new ArrayList<>();
    landings.forEach(landing -> findings.addAll(landing.findings()));
    curations.forEach(curation -> findings.addAll(curation.findings()));
    findings.addAll(totals.findings());
    generated.forEach(of -> findings.addAll(of.findings()));
    return new AuditReport(
        days,
        asked,
        landings.stream().flatMap(landing -> landing.balances().stream()).toList(),
        landings.stream().flatMap(landing -> landing.byDay().stream()).toList(),
        curations.stream().map(CurationCheck.Result::balance).toList(),
        totals.days(),
        totals.waiting(),
        generated.stream().map(GeneratedCheck.Result::balance).toList(),
        landings.stream()
            .map(Comparison.Result::dropped)
            .filter(dropped -> !dropped.kept().equals(KeptFrom.EVERYTHING))
            .toList(),
        findings);
  }
}
