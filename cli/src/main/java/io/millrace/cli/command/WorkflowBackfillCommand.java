package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.backfill.Backfill;
import io.millrace.cli.backfill.BackfillRequest;
import io.millrace.cli.backfill.BackfillRequest.Only;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace workflow backfill}. */
@Command(
    name = "backfill",
    description = {
      "Computes days of the past: shows the plan, asks, and runs workflow daily for all days that"
          + " have data, in few runs.",
      "Ended at any moment, the same command goes on behind what is done. Days that were computed"
          + " before are computed again and replaced."
    },
    footer = {
      "  millrace workflow backfill --from 2015-05-01 --to 2015-05-31 --dry-run",
      "  millrace workflow backfill --from 2015-05-01 --to 2015-05-31 --yes",
      "  millrace workflow backfill --from 2010-12-01 --to 2010-12-09 --only marts"
    })
final class WorkflowBackfillCommand extends HelpedCommand {

  private static final String WORKFLOW = "daily";
  private static final int MOST_PARALLEL = 8;
  private static final int MOST_DAYS = 366;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "DAY",
      description = "The first day, UTC.")
  private String from;

  @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last day, UTC.")
  private String to;

  @Option(
      names = "--only",
      paramLabel = "JOB",
      description =
          "Only curate (the Spark application), or only marts (HiveQL, publish and reports, from"
              + " what is curated).")
  private Only only = Only.ALL;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Runs at once (${DEFAULT-VALUE}); the embedded queues hold one Spark application.")
  private int parallel;

  @Option(
      names = "--days-per-run",
      paramLabel = "N",
      defaultValue = "31",
      description = "Days of a run at most (${DEFAULT-VALUE}): a run is one Spark application.")
  private int daysPerRun;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Sets a property of the workflow; can be given again.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--dry-run", description = "Show the plan; run nothing.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  WorkflowBackfillCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    BackfillRequest request =
        new BackfillRequest(
            WORKFLOW,
            WorkflowScheduleCommand.day("--from", from),
            WorkflowScheduleCommand.day("--to", to),
            only,
            set);
    Backfill.requireWithin("--parallel", parallel, MOST_PARALLEL);
    Backfill.requireWithin("--days-per-run", daysPerRun, MOST_DAYS);
    ClusterSettings settings = invocation().running(WorkflowRunCommand.services());
    try (Hdfs hdfs = Hdfs.open(settings)) {
      Backfill backfill =
          new Backfill(
              settings,
              new Checkout(invocation().checkout()),
              hdfs,
              console(),
              invocation().clock());
      Backfill.Prepared prepared = backfill.prepare(request, daysPerRun);
      if (!prepared.isEmpty() && !dryRun && isWanted()) {
        prepared.run(parallel);
      }
    }
    return ExitStatus.OK;
  }

  private boolean isWanted() throws IOException {
    if (yes) {
      return true;
    }
    console().say("Run it? [y/N]");
    String answer =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    if (answer == null) {
      throw new CommandFailure(
          ExitStatus.USAGE, "Nobody answered; to run it unasked, add --yes. Nothing was done.");
    }
    boolean wanted = answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    if (!wanted) {
      console().say("Nothing was done.");
    }
    return wanted;
  }
}
