package io.millrace.ingest.replay;

import io.millrace.model.run.RunRecord;
import java.util.Map;

/**
 * A replay that came to its end.
 *
 * @param run what was recorded: id, counts, offset ranges
 * @param lines of the file, a CSV file's header included
 * @param deadLetters acknowledged, by the reason's name; reasons that did not occur are left out
 */
public record ReplayResult(RunRecord run, long lines, Map<String, Long> deadLetters) {
  public ReplayResult {
    deadLetters = Map.copyOf(deadLetters);
  }
}
