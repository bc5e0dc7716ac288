package io.millrace.warehouse;

import io.millrace.warehouse.run.Caller;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What {@link RepairJob} is asked to do.
 *
 * @param step {@code --step plan} or {@code --step settle}
 * @param root folder of the warehouse: {@code --root hdfs:///millrace}
 * @param jdbcUrl HiveServer2: {@code --jdbc-url jdbc:hive2://127.0.0.1:10000/}
 * @param user who asks it: {@code --user NAME}
 * @param workflow id of the workflow whose steps they are: {@code --workflow ID}
 */
record RepairArguments(Step step, String root, String jdbcUrl, String user, String workflow) {

  /** Which end of a repair. */
  enum Step {
    /** Tells what must be computed again. */
    PLAN,
    /** Takes away the markers of what has been computed again. */
    SETTLE
  }

  static RepairArguments parse(String... args) throws InvalidArgumentsException {
    Arguments arguments =
        new Arguments(
            new LinkedHashSet<>(List.of("--step", "--root", "--jdbc-url", "--user", "--workflow")),
            args);
    Step step = arguments.required("--step", RepairArguments::step);
    String root = arguments.required("--root", CurateArguments::folder);
    String jdbcUrl = arguments.required("--jdbc-url", PublishArguments::hive);
    String user = arguments.required("--user", text -> text);
    String workflow = arguments.required("--workflow", RepairArguments::workflow);
    arguments.verify();
    return new RepairArguments(step, root, jdbcUrl, user, workflow);
  }

  private static Step step(String text) {
    return switch (text) {
      case "plan" -> Step.PLAN;
      case "settle" -> Step.SETTLE;
      default -> throw new IllegalArgumentException("neither plan nor settle");
    };
  }

  private static String workflow(String text) {
    return Caller.workflow(text)
        .orElseThrow(() -> new IllegalArgumentException("not an id of Oozie's"));
  }
}
