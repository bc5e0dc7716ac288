package io.millrace.cli.command;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.workflow.Span;
import io.millrace.cli.workflow.WorkflowFolder;
import io.millrace.cli.workflow.WorkflowRun;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

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

  /**
   * Runs a workflow with files of rules, which are in HDFS for as long as it runs.
   *
   * @param inputs the folder in HDFS that has them
   * @param rules files by the names that they have there
   * @param set properties to set, by name
   */
  static void run(
      WorkflowRun run,
      WorkflowFolder workflow,
      Span span,
      Hdfs hdfs,
      String inputs,
      Map<String, Path> rules,
      Map<String, String> set)
      throws Exception {
    for (Map.Entry<String, Path> file : rules.entrySet()) {
      hdfs.upload(file.getValue(), inputs + "/" + file.getKey());
    }
    try {
      run.run(workflow, span, set);
    } finally {
      hdfs.delete(inputs);
    }
  }
}
