package io.millrace.cli.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.ingest.line.Sha256;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that one run has put on the topic, gathered from what is known of its batches. */
final class RunOfQuarantine {

  private final String feed;
  private final String run;
  private final Map<Integer, OffsetRange> ranges = new TreeMap<>();
  private final TreeSet<Coordinates> refused = new TreeSet<>();

  RunOfQuarantine(String feed, String run) {
    this.feed = feed;
    this.run = run;
  }

  void take(Replayed one) {
    if (!one.run().equals(run)) {
      return;
    }
    refused.add(one.at());
    ranges.merge(
        one.newPartition(),
        new OffsetRange(one.newPartition(), one.newOffset(), one.newOffset() + 1),
        (a, b) ->
            new OffsetRange(
                a.partition(),
                Math.min(a.fromOffset(), b.fromOffset()),
                Math.max(a.untilOffset(), b.untilOffset())));
  }

  /** Its end, by which landing closes its hours; empty if it has sent nothing. */
  Optional<RunRecord> record(Instant startedAt, Instant endedAt) {
    return refused.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RunRecord(
                run,
                feed,
                "quarantine of " + feed,
                HexFormat.of()
                    .formatHex(Sha256.newDigest().digest((feed + refused).getBytes(UTF_8))),
                startedAt,
                endedAt,
                refused.size(),
                0,
                List.copyOf(ranges.values())));
  }
}
