package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What commands do alike that have a workflow look at payments of the past by files of rules. */
final class PastPayments {

  private static final DateTimeFormatter TIMED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private PastPayments() {}

  /** The name of what is found at a time, such as {@code 20260131T120000Z}. */
  static String name(Instant now) {
    return TIMED.format(now);
  }

  /**
   * Makes sure that payments of all days are looked at.
   *
   * @param since the first day of which they are, or {@code all}
   * @param from the first of the days
   */
  static void requireLookedAt(String since, String from) {
    if (!since.equals("all")
        && WorkflowScheduleCommand.day("--since", since)
            .isAfter(WorkflowScheduleCommand.day("--from", from))) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--since is %s, behind --from, %s: payments of the first days would not be looked at."
              .formatted(since, from));
    }
  }
}
