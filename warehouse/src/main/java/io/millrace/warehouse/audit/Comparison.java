package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptOffsets;
import io.millrace.warehouse.audit.Finding.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Compares what Kafka, the commit log, HDFS and Hive say of a feed. For each topic-partition it
 * demands: produced = landed + quarantined + pending, and that readers see exactly that.
 */
final class Comparison {

  /**
   * @param balances the books of every topic-partition
   * @param byDay the books of every day, when only days are compared
   * @param findings everything that speaks against them
   * @param dropped what retention has dropped of the feed
   */
  record Result(
      List<PartitionBalance> balances,
      List<DayBalance> byDay,
      List<Finding> findings,
      DroppedRows dropped) {

    Result {
      balances = List.copyOf(balances);
      byDay = List.copyOf(byDay);
      findings = List.copyOf(findings);
    }
  }

  private final FeedFacts facts;
  private final List<Finding> findings = new ArrayList<>();

  private Comparison(FeedFacts facts) {
    this.facts = facts;
  }

  /** The books of the feed and everything that speaks against them. */
  static Result of(FeedFacts facts) {
    return new Comparison(facts).compare();
  }

  /**
   * Whether Hive counts otherwise than the log says, so that it is worth to ask for each offset.
   */
  static boolean countsDiffer(FeedFacts facts) {
    if (facts.byDay().isPresent()) {
      return !DayCheck.of(facts).findings().isEmpty();
    }
    return partitions(facts).stream()
        .map(partition -> PartitionBooks.of(facts, partition))
        .anyMatch(books -> !books.countsAgree());
  }

  private Result compare() {
    findings.addAll(LogCheck.of(facts));
    findings.addAll(facts.ofFiles());
    DayCheck.Result days = DayCheck.of(facts);
    findings.addAll(days.findings());
    boolean counted = facts.byDay().isEmpty() || !days.findings().isEmpty();
    List<PartitionBalance> balances = new ArrayList<>();
    for (int partition : partitions(facts)) {
      PartitionBooks books = PartitionBooks.of(facts, partition);
      if (counted) {
        findings.addAll(books.findings());
      }
      balances.add(balance(books, counted));
    }
    if (counted) {
      checkDropped(balances);
    }
    return new Result(balances, days.balances(), findings, facts.dropped());
  }

  private void checkDropped(List<PartitionBalance> balances) {
    DroppedRows dropped = facts.dropped();
    DroppedRows atMost = facts.droppedAtMost();
    checkDropped(
        "raw." + facts.feed(),
        balances.stream().mapToLong(balance -> balance.landed() - balance.rawRows()).sum(),
        dropped.raw(),
        atMost.raw());
    checkDropped(
        "raw.quarantine",
        balances.stream()
            .mapToLong(balance -> balance.quarantined() - balance.quarantineRows())
            .sum(),
        dropped.quarantine(),
        atMost.quarantine());
  }

  /** What all partitions lack is what was dropped. */
  private void checkDropped(String table, long missing, long dropped, long atMost) {
    if (atMost > 0 && (missing < dropped || missing > atMost)) {
      findings.add(
          Finding.ofLog(
                  Kind.WRONG_COUNT,
                  facts.feed(),
                  "%s has %d rows less than landed, but retention has dropped %d by the commit log"
                      .formatted(table, missing, dropped))
              .counted(dropped, missing));
    }
  }

  private PartitionBalance balance(PartitionBooks books, boolean counted) {
    long landedFrom = books.first().orElse(0);
    KeptOffsets kept = facts.kept(books.partition()).orElseGet(() -> unasked(books, landedFrom));
    long first = Math.min(kept.begin(), books.first().orElse(kept.begin()));
    return new PartitionBalance(
        facts.feed(),
        books.partition(),
        kept.end() - first,
        books.landed(),
        books.quarantined(),
        books.skipped(),
        Math.max(0, kept.end() - books.end().orElse(first)),
        counted ? books.raw().rows() : null,
        counted ? books.quarantine().rows() : null,
        findings.stream().noneMatch(f -> Objects.equals(f.partition(), books.partition())));
  }

  /** A topic that is not there keeps nothing; one that was not asked has what has landed. */
  private KeptOffsets unasked(PartitionBooks books, long landedFrom) {
    return facts.kafka().isPresent()
        ? new KeptOffsets(0, 0)
        : new KeptOffsets(landedFrom, books.end().orElse(landedFrom));
  }

  private static SortedSet<Integer> partitions(FeedFacts facts) {
    TreeSet<Integer> partitions = new TreeSet<>();
    facts.kafka().ifPresent(kafka -> partitions.addAll(kafka.keySet()));
    facts
        .log()
        .partitions()
        .forEach(
            (partition, sums) -> {
              if (sums.first().isPresent()) {
                partitions.add(partition);
              }
            });
    partitions.addAll(facts.raw().keySet());
    partitions.addAll(facts.quarantine().keySet());
    return partitions;
  }

  /** The finding that the log goes further than the topic, if it does. */
  static List<Finding> beyondTopic(FeedFacts facts, int partition, long end) {
    long kept = facts.kept(partition).map(KeptOffsets::end).orElse(0L);
    return facts.kafka().isEmpty() || end <= kept
        ? List.of()
        : List.of(
            Finding.ofOffsets(
                Kind.BEYOND_TOPIC,
                facts.feed(),
                partition,
                kept,
                end,
                "the commit log has them, but the topic ends before: was it made anew?"));
  }
}
