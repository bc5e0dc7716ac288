package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.replay.Replay;
import io.millrace.cli.replay.RunLanding;
import io.millrace.cli.run.RunTarget;
import io.millrace.cli.stream.StreamStart;
import io.millrace.ingest.line.SourceFile;
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
      "Puts a real file on a feed's topic.",
      "Plain or gzip, line by line, by a mapping that the feed declares in conf/feeds. Broken lines"
          + " go to the feed's dead letters with reason and line number. The replay is a run with an"
          + " explicit end; the same file again is recognised."
    },
    footer = {
      "  millrace replay samples/web-log/apache_logs.gz --feed activity --wait",
      "  millrace replay samples/orders/2010-12-01.csv --feed orders --source online-retail",
      "  millrace replay access.log --feed activity --source access-log"
    })
final class ReplayCommand extends HelpedCommand {

  @Parameters(paramLabel = "FILE", description = "The file, plain or gzip.")
  private Path file;

  @Option(names = "--feed", required = true, paramLabel = "FEED", description = "The feed.")
  private String feed;

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "The mapping; only needed when the feed declares several.")
  private String source;

  @Option(
      names = "--wait",
      description = "Return only when all of it has landed and its hours are closed.")
  private boolean wait;

  @Option(
      names = "--wait-at-most",
      paramLabel = "DURATION",
      defaultValue = "PT10M",
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
    requireReadable(file);
    try (RunTarget target = run.open(invocation())) {
      Replay replay = new Replay(target, console(), invocation().clock());
      if (wait) {
        replayAndWait(target, checkout, replay, declared);
      } else {
        replay.replay(declared, file, Optional.ofNullable(source));
      }
    }
    return ExitStatus.OK;
  }

  /** Before anything else is asked for: a wrong file name is said at once. */
  private static void requireReadable(Path file) throws IOException {
    if (new SourceFile(file).size() == 0) {
      throw new CommandFailure(ExitStatus.NOT_FIT, file + " is empty: there is nothing to replay.");
    }
  }

  private void replayAndWait(RunTarget target, Checkout checkout, Replay replay, Feed declared)
      throws Exception {
    Hdfs hdfs =
        target
            .hdfs()
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitStatus.USAGE,
                        "--wait needs --run-log hdfs: landing reads that one only."));
    try (StreamStart start =
        new StreamStart(invocation().settings(), checkout, hdfs, console(), invocation().clock())) {
      RunLanding landing = new RunLanding(hdfs, start.streaming(), console(), invocation().clock());
      landing.requirePossible(declared.name());
      RunRecord ended = replay.replay(declared, file, Optional.ofNullable(source));
      landing.await(List.of(ended), atMost);
      console().say("Landed, and its hours are closed.");
    }
  }
}
