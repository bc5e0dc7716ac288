package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.quarantine.QuarantineFilter;
import io.millrace.model.record.RefusalReason;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which refused records a command is about, but for their feed. */
final class QuarantineOptions {

  @Option(
      names = "--from",
      paramLabel = "DAY",
      description = "Of that day (UTC) and later: 2026-10-01.")
  private LocalDate from;

  @Option(names = "--to", paramLabel = "DAY", description = "Of that day and earlier.")
  private LocalDate to;

  @Option(
      names = "--dt",
      paramLabel = "DAY",
      description = "Of that day only. A day is that of Kafka's time, as in raw.quarantine.")
  private LocalDate dt;

  @Option(
      names = "--reason",
      paramLabel = "REASON",
      description = "Refused for that reason: ${COMPLETION-CANDIDATES}.")
  private RefusalReason reason;

  @Option(names = "--rule", paramLabel = "RULE", description = "Refused by that rule.")
  private String rule;

  /**
   * The filter that they make.
   *
   * @throws CommandFailure if they contradict each other
   */
  QuarantineFilter filter(Optional<String> feed) {
    if (dt != null && (from != null || to != null)) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--dt names one day: leave out --from and --to with it.");
    }
    if (from != null && to != null && from.isAfter(to)) {
      throw new CommandFailure(ExitStatus.USAGE, "--from %s is after --to %s.".formatted(from, to));
    }
    return new QuarantineFilter(
        feed,
        Optional.ofNullable(dt == null ? from : dt),
        Optional.ofNullable(dt == null ? to : dt),
        Optional.ofNullable(reason),
        Optional.ofNullable(rule));
  }
}
