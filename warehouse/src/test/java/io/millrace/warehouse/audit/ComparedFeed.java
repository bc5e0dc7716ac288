package io.millrace.warehouse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.landing.KeptFrom;
import io.millrace.model.landing.KeptOffsets;
import io.millrace.warehouse.Days;
import io.millrace.warehouse.audit.Finding.Kind;
import io.millrace.warehouse.audit.LoggedBatch.LoggedFile;
import io.millrace.warehouse.audit.LoggedBatch.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What there is of one feed, "activity", partition 0: batch 2 landed offsets 0 to 5, batch 3
 * offsets 6 to 9.
 */
abstract class ComparedFeed {

  static final String FIRST = "/millrace/raw/activity/dt=2015-05-17/hour=10/000000000002-0.parquet";
  static final String SECOND =
      "/millrace/raw/activity/dt=2015-05-17/hour=11/000000000003-0.parquet";
  static final String REFUSED =
      "/millrace/quarantine/feed=activity/dt=2026-01-01/000000000003-0.parquet";

  final TreeMap<Integer, KeptOffsets> kafka = new TreeMap<>();
  final List<LoggedBatch> log = new ArrayList<>();
  Set<String> underWay = Set.of();
  KeptFrom keptSince = KeptFrom.EVERYTHING;
  final List<StoredFile> files = new ArrayList<>();
  final Map<Integer, TableCounts> raw = new HashMap<>();
  final Map<Integer, TableCounts> quarantine = new HashMap<>();
  List<Jump> jumps = List.of();
  Optional<SortedMap<Integer, KeptOffsets>> asked = Optional.of(kafka);
  DayFacts byDay;
  List<String> compared = List.of();

  ComparedFeed() {
    kafka.put(0, new KeptOffsets(0, 10));
    log.add(new LoggedBatch(1, List.of(), List.of()));
    log.add(
        new LoggedBatch(
            2, List.of(new Range(0, 0, 6, 6, 0)), List.of(new LoggedFile(FIRST, 6, 600))));
    log.add(
        new LoggedBatch(
            3,
            List.of(new Range(0, 6, 10, 3, 1)),
            List.of(new LoggedFile(SECOND, 3, 300), new LoggedFile(REFUSED, 1, 100))));
    files.add(new StoredFile(FIRST, 600));
    files.add(new StoredFile(SECOND, 300));
    files.add(new StoredFile(REFUSED, 100));
    raw.put(0, new TableCounts(9, 0, 9, 9));
    quarantine.put(0, new TableCounts(1, 7, 7, 1));
  }

  FeedFacts facts() {
    LogSums sums = LogSums.of(log);
    AuditedDays days =
        compared.isEmpty()
            ? AuditedDays.ALL
            : AuditedDays.of(Days.parse(String.join(",", compared)));
    FileCheck check = new FileCheck("activity", sums.kept().and(keptSince), days, files, underWay);
    log.forEach(check::add);
    return new FeedFacts(
        "activity",
        asked,
        sums,
        check.findings(),
        raw,
        quarantine,
        keptSince,
        Optional.ofNullable(byDay),
        jumps);
  }

  static List<Kind> kinds(Comparison.Result result) {
    return result.findings().stream().map(Finding::kind).toList();
  }

  static Finding finding(Comparison.Result result, Kind kind) {
    return result.findings().stream().filter(f -> f.kind() == kind).findFirst().orElseThrow();
  }

  static void assertOffsets(Finding finding, long from, long until) {
    assertThat(finding.fromOffset()).isEqualTo(from);
    assertThat(finding.untilOffset()).isEqualTo(until);
  }

  /** The same log with days, and a drop at its end. */
  void droppedUntil(KeptFrom kept) {
    log.set(
        1,
        new LoggedBatch(
            2, log.get(1).ranges(), List.of(new LoggedFile(FIRST, "raw", "2015-05-17", 6, 600))));
    log.set(
        2,
        new LoggedBatch(
            3,
            log.get(2).ranges(),
            List.of(
                new LoggedFile(SECOND, "raw", "2015-05-18", 3, 300),
                new LoggedFile(REFUSED, "quarantine", "2026-01-01", 1, 100))));
    log.add(
        new LoggedBatch(
            4,
            List.of(),
            List.of(new LoggedFile(FIRST + "c", "raw", "2015-05-17", 6, 500)),
            List.of(),
            List.of(FIRST),
            KeptFrom.EVERYTHING));
    log.add(new LoggedBatch(5, List.of(), List.of(), List.of(), List.of(), kept));
  }
}
