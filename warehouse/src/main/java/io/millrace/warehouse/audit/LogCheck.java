package io.millrace.warehouse.audit;

import io.millrace.model.landing.KeptOffsets;
import io.millrace.warehouse.audit.Finding.Kind;
import io.millrace.warehouse.audit.LogSums.Run;
import io.millrace.warehouse.audit.LoggedBatch.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Looks at the commit log alone: sequence numbers without gaps, offsets without holes or overlaps.
 * Offsets that an operator gave up are no hole. Where a topic's offsets began anew, only what came
 * since is looked at.
 */
final class LogCheck {

  private LogCheck() {}

  static List<Finding> of(FeedFacts facts) {
    List<Finding> findings = new ArrayList<>();
    for (long seq : facts.log().missing()) {
      findings.add(
          Finding.ofLog(Kind.MISSING_ENTRY, facts.feed(), "the commit log has no entry " + seq));
    }
    facts
        .log()
        .partitions()
        .forEach(
            (partition, sums) -> {
              if (!sums.runs().isEmpty()) {
                coverage(facts, partition, sums.runs(), findings);
              }
            });
    return findings;
  }

  private static void coverage(
      FeedFacts facts, int partition, List<Run> ranges, List<Finding> findings) {
    List<Run> ordered =
        ranges.stream().sorted(Comparator.comparingLong(r -> r.range().from())).toList();
    // what retention deleted before anything landed cannot be known
    long reached = ordered.get(0).range().from();
    reached = Math.min(reached, facts.kept(partition).map(KeptOffsets::begin).orElse(reached));
    Run before = null;
    for (Run logged : ordered) {
      Range range = logged.range();
      if (range.from() > reached) {
        findings.add(
            Finding.ofOffsets(
                Kind.HOLE,
                facts.feed(),
                partition,
                reached,
                range.from(),
                "no batch took them (%s goes on behind them)"
                    .formatted(name(logged.first(), logged.first()))));
      } else if (range.from() < reached && before != null) {
        findings.add(
            Finding.ofOffsets(
                Kind.OVERLAP,
                facts.feed(),
                partition,
                range.from(),
                Math.min(reached, range.until()),
                "%s and %s both took them"
                    .formatted(
                        name(before.first(), before.last()), name(logged.first(), logged.last()))));
      }
      if (!range.balances()) {
        findings.add(
            Finding.ofOffsets(
                    Kind.UNBALANCED_BATCH,
                    facts.feed(),
                    partition,
                    range.from(),
                    range.until(),
                    "%s took %d offsets, but says %d landed and %d quarantined"
                        .formatted(
                            name(logged.first(), logged.last()),
                            range.until() - range.from(),
                            range.landed(),
                            range.quarantined()))
                .counted(range.until() - range.from(), range.landed() + range.quarantined()));
      }
      before = logged;
      reached = Math.max(reached, range.until());
    }
    findings.addAll(Comparison.beyondTopic(facts, partition, reached));
  }

  private static String name(long first, long last) {
    return first == last ? "batch " + first : "one of the batches %d to %d".formatted(first, last);
  }
}
