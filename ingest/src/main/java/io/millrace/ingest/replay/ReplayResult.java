package io.millrace.ingest.replay;

import io.millrace.model.run.RunRecord;
import java.util.Map;

/**
 * A file that came to its end, or to the most records that were asked for.
 *
 * @param run what was recorded: id, counts, offset ranges
 * @param lines done of the file, a CSV file's header included
 * @param deadLetters acknowledged, by the reason's name; reasons that did not occur are left out
 * @param how it came about
 */
public record ReplayResult(RunRecord run, long lines, Map<String, Long> deadLetters, How how) {
  /** How a file came to its end. */
  public enum How {
    /** From its begin. */
    WHOLE,
    /** From where an earlier replay had ended; the counts are of both. */
    CONTINUED,
    /** By an earlier replay; nothing was sent now. */
    EARLIER
  }

  public ReplayResult {
    deadLetters = Map.copyOf(deadLetters);
  }
}
