package io.millrace.cli.backfill;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which days are to be computed, and what of them. Two commands that ask for the same are the same
 * backfill.
 *
 * @param workflow whose runs they are
 * @param from the first day
 * @param to the last day
 * @param only what of the workflow is run
 * @param set properties of the workflow to set, by name
 */
public record BackfillRequest(
    String workflow, LocalDate from, LocalDate to, Only only, Map<String, String> set) {

  /** What of the workflow is run. */
  public enum Only {
    /** All of it, on days that have landed. */
    ALL,
    /** Curation, on days that have landed. */
    CURATE,
    /** What is computed from curated tables, on days that are curated. */
    MARTS;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * Checks the days.
   *
   * @throws CommandFailure if the last day is before the first
   */
  public BackfillRequest {
    if (to.isBefore(from)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--to %s is before --from %s.".formatted(to, from));
    }
    set = new TreeMap<>(set);
  }
}
