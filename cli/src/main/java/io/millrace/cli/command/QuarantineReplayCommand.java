package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.quarantine.QuarantineFilter;
import io.millrace.cli.quarantine.QuarantineReplays;
import io.millrace.cli.quarantine.RepairedFile;
import io.millrace.cli.quarantine.TakeOver;
import io.millrace.cli.replay.RunLanding;
import io.millrace.cli.run.PersonalSalt;
import io.millrace.cli.stream.StreamStart;
import io.millrace.cli.tables.Hive;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.model.feed.Feed;
import io.millrace.model.privacy.Salt;
import io.millrace.model.run.RunRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace quarantine replay}. */
@Command(
    name = "replay",
    description = {
      "Sends refused records to their topic again, each once: those that the feed's newest applied"
          + " declaration accepts now, or that you have mended.",
      "What is still refused stays and is told with its reason. Killed at any moment, the same"
          + " command goes on where that one was. The records are a run of their own: they move no"
          + " watermark. raw.quarantine stays as it is; ops.quarantine_replayed says which were"
          + " replayed."
    },
    footer = {
      "  millrace quarantine replay --feed orders --rule known_country --dry-run",
      "  millrace quarantine replay --feed orders --rule known_country --wait",
      "  millrace quarantine show --feed orders --json > mend.ndjson   (then mend it)",
      "  millrace quarantine replay --feed orders --repaired mend.ndjson"
    })
final class QuarantineReplayCommand extends HelpedCommand {

  @Option(names = "--feed", required = true, paramLabel = "FEED", description = "The feed.")
  private String feed;

  @Mixin private QuarantineOptions options;

  @Option(
      names = "--repaired",
      paramLabel = "FILE",
      description =
          "Send the records of this file instead of the refused ones: lines as show --json writes"
              + " them, mended in record (or text, or hex).")
  private Path repaired;

  @Option(names = "--dry-run", description = "Tell what would be sent; send nothing.")
  private boolean dryRun;

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

  @Option(
      names = "--take-over",
      description =
          "Go on where a replay was that did not end, also one of another machine, of which nobody"
              + " here knows whether it lives.")
  private boolean takeOver;

  QuarantineReplayCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    QuarantineFilter filter = options.filter(Optional.of(feed));
    QuarantineReplays.Request request =
        new QuarantineReplays.Request(
            filter,
            repaired == null ? Optional.empty() : Optional.of(RepairedFile.read(repaired, feed)),
            takeOver ? TakeOver.FROM_ANY : TakeOver.FROM_DEAD_PROCESSES);
    ClusterSettings settings =
        invocation()
            .running(
                Service.NAMENODE,
                Service.DATANODE,
                Service.RESOURCEMANAGER,
                Service.NODEMANAGER,
                Service.KAFKA,
                Service.METASTORE,
                Service.HIVESERVER2);
    try (Hdfs hdfs = Hdfs.open(settings);
        Hive hive = Hive.open(settings)) {
      QuarantineReplays replays =
          new QuarantineReplays(hdfs, hive, settings.brokers(), console(), invocation().clock());
      Feed applied = replays.applied(feed);
      Optional<Salt> salt = PersonalSalt.of(applied, settings.home());
      if (dryRun) {
        replays.dry(request, applied, salt);
      } else if (wait) {
        replayAndWait(settings, hdfs, () -> replays.replay(request, applied, salt));
      } else {
        replays.replay(request, applied, salt);
      }
    }
    return ExitStatus.OK;
  }

  private interface Work {
    Optional<RunRecord> run() throws Exception;
  }

  private void replayAndWait(ClusterSettings settings, Hdfs hdfs, Work work) throws Exception {
    Checkout checkout = new Checkout(invocation().checkout());
    try (StreamStart start =
        new StreamStart(settings, checkout, hdfs, console(), invocation().clock())) {
      RunLanding landing = new RunLanding(hdfs, start.streaming(), console(), invocation().clock());
      landing.requirePossible(feed);
      Optional<RunRecord> run = work.run();
      if (run.isPresent()) {
        landing.await(List.of(run.get()), atMost);
        console().say("Landed, and its hours are closed.");
      }
    }
  }
}
