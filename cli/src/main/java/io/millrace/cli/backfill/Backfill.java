package io.millrace.cli.backfill;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Interruptible;
import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.cli.feed.FeedStore;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cli.tables.Metastore;
import io.millrace.cli.workflow.DayWords;
import io.millrace.cli.workflow.WorkflowFolder;
import io.millrace.cli.workflow.WorkflowRun;
import io.millrace.cluster.ClusterSettings;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Computes days of the past, in few runs of a workflow. */
public final class Backfill {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final ClusterSettings settings;
  private final Checkout checkout;
  private final Hdfs hdfs;
  private final Console console;
  private final Clock clock;
  private final BackfillJournal journal;

  public Backfill(
      ClusterSettings settings, Checkout checkout, Hdfs hdfs, Console console, Clock clock) {
    this.settings = settings;
    this.checkout = checkout;
    this.hdfs = hdfs;
    this.console = console;
    this.clock = clock;
    this.journal = new BackfillJournal(hdfs);
  }

  /** A plan that was shown. */
  public final class Prepared {

    private final WorkflowFolder workflow;
    private final BackfillPlan plan;
    private final Optional<BackfillJournal.Entry> begun;

    private Prepared(
        WorkflowFolder workflow, BackfillPlan plan, Optional<BackfillJournal.Entry> begun) {
      this.workflow = workflow;
      this.plan = plan;
      this.begun = begun;
    }

    /** Whether there is nothing to run. */
    public boolean isEmpty() {
      return plan.runs().isEmpty();
    }

    /**
     * Runs what is open of it, and returns when all of it has succeeded.
     *
     * @param parallel how many runs go on at once
     * @throws CommandFailure if a run fails; the same request goes on behind what is done
     */
    public void run(int parallel) throws Exception {
      BackfillJournal.Entry backfill = begun.isPresent() ? begun.get() : journal.begin(plan);
      WorkflowRun runs = new WorkflowRun(settings, checkout, hdfs, console, clock);
      runs.deploy(workflow);
      Map<String, String> set = new HashMap<>(plan.set());
      set.put("only", plan.only());
      BackfillRunner runner =
          new BackfillRunner(
              journal,
              new OozieRuns(runs, OozieServer.of(settings), workflow, set),
              console,
              BETWEEN_LOOKS);
      Interruptible.work(
          console,
          "What runs goes on, and the same command goes on behind it.",
          () -> {
            runner.work(backfill, parallel);
            return null;
          });
      console.say(
          "Backfill %s is done: %s."
              .formatted(backfill.id(), Words.count(plan.days().size(), "day")));
    }
  }

  /**
   * Makes the plan, or finds the one of a backfill that was interrupted, and prints it.
   *
   * @param daysPerRun how many days a run has at most; a plan that was begun keeps its own
   * @throws CommandFailure if the workflow does not know a property
   */
  public Prepared prepare(BackfillRequest request, int daysPerRun) throws IOException {
    WorkflowFolder workflow = WorkflowFolder.require(checkout, request.workflow());
    workflow.requireKnown(request.set());
    Optional<BackfillJournal.Entry> begun = journal.unfinished(request);
    SortedSet<LocalDate> days = daysWithData(request.only());
    BackfillPlan plan =
        begun
            .map(BackfillJournal.Entry::plan)
            .orElseGet(() -> BackfillPlan.of(request, days, daysPerRun));
    show(request, plan, begun, days);
    return new Prepared(workflow, plan, begun);
  }

  private void show(
      BackfillRequest request,
      BackfillPlan plan,
      Optional<BackfillJournal.Entry> begun,
      SortedSet<LocalDate> days)
      throws IOException {
    if (plan.runs().isEmpty()) {
      console.print(
          "No day from %s to %s has %s; there is nothing to run. %s"
              .formatted(
                  request.from(),
                  request.to(),
                  request.only() == BackfillRequest.Only.MARTS ? "curated data" : "landed data",
                  days.isEmpty()
                      ? "No day has."
                      : "Days that have: " + DayWords.of(Days.of(days))));
      return;
    }
    console.print(
        "%s%s in %s of workflow %s%s"
            .formatted(
                begun.map(b -> "Goes on with backfill " + b.id() + ": ").orElse(""),
                Words.count(plan.days().size(), "day"),
                Words.count(plan.runs().size(), "run"),
                plan.workflow(),
                request.only() == BackfillRequest.Only.ALL ? "" : ", only " + request.only()));
    TextTable table = new TextTable("RUN", "DAYS", "STATE");
    for (int run = 1; run <= plan.runs().size(); run++) {
      table.row(
          run,
          DayWords.of(plan.days(run)),
          begun.isPresent() && journal.isDone(begun.get().id(), run) ? "done" : "to do");
    }
    table.lines().forEach(console::print);
    List<LocalDate> left =
        new ArrayList<>(request.from().datesUntil(request.to().plusDays(1)).toList());
    left.removeAll(plan.days());
    if (!left.isEmpty()) {
      console.print("Left out, since they have no data: " + DayWords.of(Days.of(left)));
    }
  }

  private SortedSet<LocalDate> daysWithData(BackfillRequest.Only only) throws IOException {
    String database = only == BackfillRequest.Only.MARTS ? "dw" : "raw";
    SortedSet<LocalDate> days = new TreeSet<>();
    try (Metastore metastore = Metastore.open(settings)) {
      for (String feed : new FeedStore(hdfs).versions().feeds()) {
        days.addAll(metastore.days(database, feed));
      }
    }
    return days;
  }

  /**
   * Refuses what cannot be.
   *
   * @throws CommandFailure naming the option and what is legal
   */
  public static void requireWithin(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new CommandFailure(
          ExitStatus.USAGE, "%s is %d; legal: 1 to %d.".formatted(option, value, most));
    }
  }
}
