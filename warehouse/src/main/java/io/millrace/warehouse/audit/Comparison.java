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
   * @param findings everything that speaks against them
   * @param dropped what retention has dropped of the feed
   */
  record Result(List<PartitionBalance> balances, List<Finding> findings, DroppedRows dropped) {

    Result {
      balances = List.copyOf(balances);
      findings = List.copyOf(findings);
    }
  }

  private static final KeptOffsets NOTHING_KEPT = new KeptOffsets(0, 0);

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
    return partitions(facts).stream()
        .map(partition -> PartitionBooks.of(facts, partition))
        .anyMatch(books -> !books.countsAgree());
  }

  private Result compare() {
    findings.addAll(LogCheck.of(facts));
    findings.addAll(FileCheck.of(facts));
    List<PartitionBalance> balances = new ArrayList<>();
    for (int partition : partitions(facts)) {
      PartitionBooks books = PartitionBooks.of(facts, partition);
      findings.addAll(books.findings());
      balances.add(balance(books));
    }
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
    return new Result(balances, findings, dropped);
  }

  /** What all partitions lack is what was dropped. */
  private void checkDropped(String table, long missing, long dropped, long atMost) {
    if (atMost > 0 && (missing < dropped || missing > atMost)) {
      findings.add(
          Finding.ofLog(
              Kind.WRONG_COUNT,
              facts.feed(),
              "%s has %d rows less than landed, but retention has dropped %d by the commit log"
                  .formatted(table, missing, dropped)));
    }
  }

  private PartitionBalance balance(PartitionBooks books) {
    KeptOffsets kept = facts.kafka().getOrDefault(books.partition(), NOTHING_KEPT);
    long first = Math.min(kept.begin(), books.first().orElse(kept.begin()));
    return new PartitionBalance(
        facts.feed(),
        books.partition(),
        kept.end() - first,
        books.landed(),
        books.quarantined(),
        books.skipped(),
        Math.max(0, kept.end() - books.end().orElse(first)),
        books.raw().rows(),
        books.quarantine().rows(),
        findings.stream().noneMatch(f -> Objects.equals(f.partition(), books.partition())));
  }

  private static SortedSet<Integer> partitions(FeedFacts facts) {
    TreeSet<Integer> partitions = new TreeSet<>(facts.kafka().keySet());
    facts.published().forEach(b -> b.ranges().forEach(r -> partitions.add(r.partition())));
    partitions.addAll(facts.raw().keySet());
    partitions.addAll(facts.quarantine().keySet());
    return partitions;
  }

  /** The finding that the log goes further than the topic, if it does. */
  static List<Finding> beyondTopic(FeedFacts facts, int partition, long end) {
    long kept = facts.kafka().getOrDefault(partition, NOTHING_KEPT).end();
    return end <= kept
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
