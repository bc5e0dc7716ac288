package io.millrace.ingest.collect;

import java.util.List;

/** Settings of the collector that cannot be used; the message names every problem at once. */
public final class InvalidCollectorSettingsException extends RuntimeException {
  InvalidCollectorSettingsException(String file, List<String> problems) {
    super(
        (problems.size() == 1 ? "1 problem in " : problems.size() + " problems in ")
            + file
            + ":\n  "
            + String.join("\n  ", problems));
  }
}
