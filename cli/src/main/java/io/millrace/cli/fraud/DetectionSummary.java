package io.millrace.cli.fraud;

import io.millrace.cli.ExitStatus;
import java.util.List;

/**
 * What a detection came to.
 *
 * @param lines for people
 * @param refused lines of files that are no payments
 */
public record DetectionSummary(List<String> lines, long refused) {

  public DetectionSummary {
    lines = List.copyOf(lines);
  }

  /** How the command ends that shows it. */
  public ExitStatus status() {
    return refused == 0 ? ExitStatus.OK : ExitStatus.REFUSALS;
  }
}
