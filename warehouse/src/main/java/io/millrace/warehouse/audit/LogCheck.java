package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptOffsets;
import io.millrace.warehouse.audit.Finding.Kind;
import io.millrace.warehouse.audit.LoggedBatch.Gap;
import io.millrace.warehouse.audit.LoggedBatch.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at the commit log alone: sequence numbers without gaps, offsets without holes or overlaps.
 * Offsets that an operator gave up are no hole. Where a topic's offsets began anew, only what came
 * since is looked at.
 */
final class LogCheck {

  private LogCheck() {}

  private record LoggedRange(long seq, Range range) {}

  static List<Finding> of(FeedFacts facts) {
    List<Finding> findings = new ArrayList<>();
    sequence(facts, findings);
    Map<Integer, List<LoggedRange>> byPartition = new TreeMap<>();
    for (LoggedBatch batch : facts.published()) {
      for (Gap gap : batch.gaps()) {
        List<LoggedRange> ranges =
            byPartition.computeIfAbsent(gap.partition(), p -> new ArrayList<>());
        if (gap.startsAnew()) {
          ranges.clear();
        } else if (gap.until() > gap.from()) {
          ranges.add(new LoggedRange(batch.seq(), acceptedAsLanded(gap)));
        }
      }
      for (Range range : batch.ranges()) {
        byPartition
            .computeIfAbsent(range.partition(), p -> new ArrayList<>())
            .add(new LoggedRange(batch.seq(), range));
      }
    }
    byPartition.values().removeIf(List::isEmpty);
    byPartition.forEach((partition, ranges) -> coverage(facts, partition, ranges, findings));
    return findings;
  }

  private static Range acceptedAsLanded(Gap gap) {
    return new Range(gap.partition(), gap.from(), gap.until(), gap.until() - gap.from(), 0);
  }

  private static void sequence(FeedFacts facts, List<Finding> findings) {
    long expected = 1;
    for (LoggedBatch batch : facts.published()) {
      for (long missing = expected; missing < batch.seq(); missing++) {
        findings.add(
            Finding.ofLog(
                Kind.MISSING_ENTRY, facts.feed(), "the commit log has no entry " + missing));
      }
      expected = batch.seq() + 1;
    }
  }

  private static void coverage(
      FeedFacts facts, int partition, List<LoggedRange> ranges, List<Finding> findings) {
    List<LoggedRange> ordered =
        ranges.stream().sorted(Comparator.comparingLong(r -> r.range().from())).toList();
    // what retention deleted before anything landed cannot be known
    long reached = ordered.get(0).range().from();
    reached = Math.min(reached, facts.kept(partition).map(KeptOffsets::begin).orElse(reached));
    long before = 0;
    for (LoggedRange logged : ordered) {
      Range range = logged.range();
      if (range.from() > reached) {
        findings.add(
            Finding.ofOffsets(
                Kind.HOLE,
                facts.feed(),
                partition,
                reached,
                range.from(),
                "no batch took them (%s goes on behind them)".formatted(name(logged.seq()))));
      } else if (range.from() < reached && before > 0) {
        findings.add(
            Finding.ofOffsets(
                Kind.OVERLAP,
                facts.feed(),
                partition,
                range.from(),
                Math.min(reached, range.until()),
                "%s and %s both took them".formatted(name(before), name(logged.seq()))));
      }
      if (range.landed() + range.quarantined() != range.until() - range.from()) {
        findings.add(
            Finding.ofOffsets(
                    Kind.UNBALANCED_BATCH,
                    facts.feed(),
                    partition,
                    range.from(),
                    range.until(),
                    "%s took %d offsets, but says %d landed and %d quarantined"
                        .formatted(
                            name(logged.seq()),
                            range.until() - range.from(),
                            range.landed(),
                            range.quarantined()))
                .counted(range.until() - range.from(), range.landed() + range.quarantined()));
      }
      before = logged.seq();
      reached = Math.max(reached, range.until());
    }
    findings.addAll(Comparison.beyondTopic(facts, partition, reached));
  }

  private static String name(long seq) {
    return "batch " + seq;
  }
}
