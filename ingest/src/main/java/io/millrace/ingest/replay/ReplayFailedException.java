package io.millrace.ingest.replay;

import io.millrace.model.feed.Feed;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.util.StringJoiner;

/**
 * A replay that did not come to its end. What {@link #acknowledged} names is on the topics and
 * stays there; no run record was written. Replaying the file again is safe: its records get the
 * same ids, and curated tables keep each id once.
 */
public final class ReplayFailedException extends RuntimeException {
  private final transient RunRecord acknowledged;

  ReplayFailedException(String message, RunRecord acknowledged, Throwable cause) {
    super(message, cause);
    this.acknowledged = acknowledged;
  }

  /** What the broker had acknowledged when the replay stopped. */
  public RunRecord acknowledged() {
    return acknowledged;
  }

  /** Which run stopped where, and what the brokers have of it. */
  static String state(Feed feed, RunRecord reached, long line, String why) {
    StringJoiner ranges = new StringJoiner(", ", " (", ")").setEmptyValue("");
    for (OffsetRange range : reached.ranges()) {
      ranges.add(
          "%s-%d offsets %d to %d"
              .formatted(
                  feed.topic(), range.partition(), range.fromOffset(), range.untilOffset() - 1));
    }
    return "Replay %s of %s stopped after line %d: %s. Acknowledged before: %d records%s and %d dead letters. No end of the run was recorded. "
        .formatted(
            reached.runId(),
            reached.source(),
            line,
            why,
            reached.records(),
            ranges,
            reached.deadLetters());
  }
}
