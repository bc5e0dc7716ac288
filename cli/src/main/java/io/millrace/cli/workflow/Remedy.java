package io.millrace.cli.workflow;

import java.util.Map;
import org.apache.oozie.client.WorkflowJob;

/** What a person does about a workflow that has failed. */
final class Remedy {

  /**
   * The commands that remove the files of rules that their workflows go by, as {@link OutputRun}.
   */
  private static final Map<String, String> COMMANDS =
      Map.of("backtest", "fraud backtest", "train", "fraud train");

  private Remedy() {}

  /** A sentence, without a full stop. */
  static String of(WorkflowJob job) {
    String command = COMMANDS.get(job.getAppName());
    return command == null
        ? "Mend the cause, then: millrace workflow rerun " + job.getId()
        : "Mend the cause, then give millrace %s again: a rerun does not find the rules any more"
            .formatted(command);
  }
}
