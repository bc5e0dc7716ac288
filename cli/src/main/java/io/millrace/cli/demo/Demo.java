package io.millrace.cli.demo;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.audit.Audit;
import io.millrace.cli.feed.Declarations;
import io.millrace.cli.feed.DeclaredFeed;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.replay.Replay;
import io.millrace.cli.replay.RunLanding;
import io.millrace.cli.run.PersonalSalt;
import io.millrace.cli.run.RunTarget;
import io.millrace.cli.stream.Scope;
import io.millrace.cli.stream.StreamConf;
import io.millrace.cli.stream.StreamStart;
import io.millrace.cli.stream.StreamStart.Submitted;
import io.millrace.cli.workflow.Span;
import io.millrace.cli.workflow.WorkflowFolder;
import io.millrace.cli.workflow.WorkflowRun;
import io.millrace.cluster.Cluster;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Tools;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.replay.ReplayPlan;
import io.millrace.model.feed.Feed;
import io.millrace.model.run.RunRecord;
import io.millrace.warehouse.Days;
import io.millrace.warehouse.audit.AuditedDays;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.yarn.api.records.ApplicationReport;

/**
 * The whole way once, with the bundled samples: cluster, streaming application, replay, landing,
 * workflow, figures, audit. Everything in it can be done again on the same state.
 */
public final class Demo {

  private static final String WORKFLOW = "daily";
  private static final Duration LANDED_WITHIN = Duration.ofMinutes(5);

  private final Checkout checkout;
  private final ClusterSettings settings;
  private final Cluster cluster;
  private final Console console;
  private final Clock clock;
  private final Steps steps;

  public Demo(
      Checkout checkout, ClusterSettings settings, Cluster cluster, Console console, Clock clock) {
    this.checkout = checkout;
    this.settings = settings;
    this.cluster = cluster;
    this.console = console;
    this.clock = clock;
    this.steps = new Steps(console, clock);
  }

  /**
   * Runs it; the cluster stays up.
   *
   * @return whether the audit balances
   * @throws CommandFailure naming the step that failed
   */
  public boolean run() throws Exception {
    Sample.requireAll(checkout);
    Declarations feeds = Declarations.load(checkout.feeds());
    StreamConf conf = StreamConf.read(checkout);
    WorkflowFolder workflow = WorkflowFolder.require(checkout, WORKFLOW);
    steps.step("Cluster", cluster::up);
    boolean balanced;
    try (Hdfs hdfs = Hdfs.open(settings);
        StreamStart start = new StreamStart(settings, checkout, hdfs, console, clock)) {
      List<RunRecord> runs =
          steps.step(
              "Streaming application, and the samples into Kafka meanwhile",
              () -> streamAndReplay(feeds, hdfs, start, conf));
      steps.step(
          "Landing",
          () -> {
            new RunLanding(hdfs, start.streaming(), console, clock).await(runs, LANDED_WITHIN);
            console.say("All records have landed and their hours are closed.");
            return null;
          });
      steps.step(
          "Workflow " + WORKFLOW,
          () -> {
            new WorkflowRun(settings, checkout, hdfs, console, clock)
                .run(workflow, Span.of(Days.parse(Sample.DAYS)), Map.of());
            return null;
          });
      steps.step("Figures, by beeline", this::figures);
      balanced = steps.step("Audit", () -> audit(hdfs, feeds.all()));
    }
    steps.tell();
    WhereToLook.tell(settings, console);
    return balanced;
  }

  private List<RunRecord> streamAndReplay(
      Declarations feeds, Hdfs hdfs, StreamStart start, StreamConf conf) throws Exception {
    // both of what follows make topics that are missing, and would meet there
    start.declare(feeds.all());
    ExecutorService beside = Executors.newSingleThreadExecutor();
    try {
      Future<Void> landing =
          beside.submit(
              (Callable<Void>)
                  () -> {
                    ensureLanding(feeds.all(), start, conf);
                    return null;
                  });
      List<RunRecord> runs = replay(feeds, hdfs);
      try {
        landing.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
      return runs;
    } finally {
      beside.shutdownNow();
    }
  }

  private void ensureLanding(List<DeclaredFeed> feeds, StreamStart start, StreamConf conf)
      throws Exception {
    var active = start.streaming().active();
    List<Submitted> applications = new ArrayList<>();
    if (active.isEmpty()) {
      List<Scope> scopes =
          Scope.of(
              conf.settings().applications(),
              List.of(),
              feeds.stream().map(feed -> feed.feed().name()).toList());
      applications.addAll(start.submit(feeds, scopes, conf));
    } else {
      start.tables(feeds);
      for (ApplicationReport report : active) {
        console.say("It runs already: " + report.getApplicationId());
        applications.add(new Submitted(Scope.of(report), report.getApplicationId()));
      }
    }
    for (Submitted application : applications) {
      start.awaitLanding(application, feeds);
    }
  }

  private List<RunRecord> replay(Declarations feeds, Hdfs hdfs) throws Exception {
    Replay replay = new Replay(RunTarget.recordedIn(hdfs, settings.brokers()), console, clock);
    List<RunRecord> runs = new ArrayList<>();
    for (Sample sample : Sample.ALL) {
      Feed feed = feeds.require(sample.feed()).feed();
      ReplayPlan.Builder plan =
          ReplayPlan.onto(feed)
              .source(sample.source())
              .geography(Geography.of(checkout.geography(), List.of(feed)));
      PersonalSalt.of(feed, settings.home()).ifPresent(plan::salt);
      SourceFile file = new SourceFile(sample.in(checkout));
      runs.addAll(
          replay
              .replay(plan.build(), List.of(file))
              .orElseThrow(
                  () -> new CommandFailure(ExitStatus.INTERRUPTED, "The demo was interrupted.")));
    }
    return runs;
  }

  private Void figures() throws InterruptedException {
    int code =
        new Tools(settings)
            .beeline(
                List.of(
                    "--silent=true",
                    "--outputformat=table",
                    "-f",
                    checkout.hql().resolve("demo/figures.hql").toString()))
            .run();
    if (code != 0) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "beeline ended with %d. More in: millrace logs hiveserver2".formatted(code));
    }
    return null;
  }

  private boolean audit(Hdfs hdfs, List<DeclaredFeed> feeds)
      throws IOException, InterruptedException {
    Audit audit =
        Audit.of(
            settings,
            hdfs,
            feeds.stream().map(DeclaredFeed::feed).toList(),
            AuditedDays.ALL,
            List.of(),
            console,
            clock);
    audit.print(console);
    return audit.balanced();
  }
}
