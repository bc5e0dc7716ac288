package io.millrace.cluster;

import java.util.List;

/**
 * What an {@code up} did.
 *
 * @param started the services that it started, in order; empty when all were running already
 * @param found the services that it found running
 */
public record UpOutcome(List<String> started, List<String> found) {

  public UpOutcome {
    started = List.copyOf(started);
    found = List.copyOf(found);
  }

  /** Whether there was nothing to do. */
  public boolean alreadyRunning() {
    return started.isEmpty();
  }
}
