package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.replay.DryReplay;
import io.millrace.cli.replay.Replay;
import io.millrace.cli.replay.RunLanding;
import io.millrace.cli.run.PersonalSalt;
import io.millrace.cli.run.RunTarget;
import io.millrace.cli.stream.StreamStart;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.line.SourceFile;
import io.millrace.ingest.line.SourceFiles;
import io.millrace.ingest.replay.Batches;
import io.millrace.ingest.replay.ReplayPlan;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace replay}. */
@Command(
    name = "replay",
    description = {
      "Puts files on a feed's topic, record by record, by a mapping that the feed declares.",
      "CSV, NDJSON, a JSON array or an access log, plain or gzip. What is no record goes to the"
          + " feed's dead letters with reason and line number. Each file is a run with an explicit"
          + " end; the same content again is recognised."
    },
    footer = {
      "  millrace replay samples/web-log/apache_logs.gz --feed activity --wait",
      "  millrace replay samples/orders/2010-12-0*.csv --feed orders --source online-retail",
      "  millrace replay sales.csv --feed orders --source generated-orders --dry-run --limit 3",
      "  millrace replay sales.csv --feed orders --source generated-orders --batch-size 10 \\",
      "      --batch-interval 10s --max-records 1000 --position sales.position",
      "  zcat archive/*.gz | millrace replay - --feed activity --rate 500"
    })
final class ReplayCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Files, folders (the files in them, by name) or - for standard input; plain or gzip.")
  private List<String> files;

  @Option(names = "--feed", required = true, paramLabel = "FEED", description = "The feed.")
  private String feed;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description =
          "The mapping; only needed when the feed declares several. feed is the feed's own format,"
              + " as JSON lines or an array.")
  private String source;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description =
          "Send in batches of N records, numbered from 1 in batch_number and batch_position, with"
              + " the time in producer_timestamp and producer_timestamp_str, where the feed has"
              + " these fields.")
  private Integer batchSize;

  @Option(
      names = "--batch-interval",
      paramLabel = "DURATION",
      description = "From the begin of a batch to the next one's, such as 10s; without, no pause.")
  private Duration batchInterval;

  @Option(
      names = "--max-records",
      paramLabel = "N",
      description = "End after N records, over all files.")
  private Long maxRecords;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "Send N records a second; without, as fast as it goes.")
  private Double rate;

  @Option(
      names = "--position",
      paramLabel = "FILE",
      description =
          "Keep in this file how far it is: the same command again goes on there, in the same run,"
              + " whatever ended it.")
  private Path position;

  @Option(
      names = "--dry-run",
      description = "Show the first records in JSON and everything that is refused; send nothing.")
  private boolean dryRun;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many records --dry-run shows (${DEFAULT-VALUE}).")
  private long limit;

  @Option(
      names = "--wait",
      description = "Return only when all of it has landed and its hours are closed.")
  private boolean wait;

  @Option(
      names = "--wait-at-most",
      paramLabel = "DURATION",
      defaultValue = "10m",
      description = "How long --wait waits (${DEFAULT-VALUE}).")
  private Duration atMost;

  @Mixin private RunOptions run;

  ReplayCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Checkout checkout = new Checkout(invocation().checkout());
    Feed declared = FeedCatalog.load(checkout.feeds()).require(feed);
    // Before anything else is asked for: a wrong file name is said at once.
    try (SourceFiles sources = SourceFiles.of(files)) {
      ReplayPlan plan = plan(declared, Geography.of(checkout.geography(), List.of(declared)));
      if (dryRun) {
        return new DryReplay(console(), invocation().clock(), limit).show(plan, open(sources));
      }
      try (RunTarget target = run.open(invocation())) {
        Replay replay = new Replay(target, console(), invocation().clock());
        return wait
            ? replayAndWait(target, checkout, replay, plan, sources)
            : replay.replay(plan, open(sources)).isPresent()
                ? ExitStatus.OK
                : ExitStatus.INTERRUPTED;
      }
    }
  }

  private ReplayPlan plan(Feed declared, Geography geography) throws IOException {
    if (batchInterval != null && batchSize == null) {
      throw new CommandFailure(ExitStatus.USAGE, "--batch-interval needs --batch-size.");
    }
    ReplayPlan.Builder plan = ReplayPlan.onto(declared).geography(geography);
    try {
      if (batchSize != null) {
        plan.batches(new Batches(batchSize, batchInterval == null ? Duration.ZERO : batchInterval));
      }
      Optional.ofNullable(source).ifPresent(plan::source);
      Optional.ofNullable(rate).ifPresent(plan::rate);
      Optional.ofNullable(maxRecords).ifPresent(plan::maxRecords);
      Optional.ofNullable(position).ifPresent(plan::position);
      PersonalSalt.of(declared, invocation().settings().home()).ifPresent(plan::salt);
      return plan.build();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitStatus.USAGE, e.getMessage() + ".", e);
    }
  }

  private List<SourceFile> open(SourceFiles sources) {
    return sources.open(System.in, invocation().settings().home().resolve("standard-input"));
  }

  private ExitStatus replayAndWait(
      RunTarget target, Checkout checkout, Replay replay, ReplayPlan plan, SourceFiles sources)
      throws Exception {
    Hdfs hdfs =
        target
            .hdfs()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitStatus.USAGE, "--wait needs --run-log hdfs: landing reads no other."));
    try (StreamStart start =
        new StreamStart(invocation().settings(), checkout, hdfs, console(), invocation().clock())) {
      RunLanding landing = new RunLanding(hdfs, start.streaming(), console(), invocation().clock());
      landing.requirePossible(plan.feed().name());
      Optional<List<RunRecord>> ended = replay.replay(plan, open(sources));
      if (ended.isEmpty()) {
        return ExitStatus.INTERRUPTED;
      }
      landing.await(ended.get(), atMost);
      console().say("Landed, and its hours are closed.");
      return ExitStatus.OK;
    }
  }
}
