package io.millrace.cli.command;

import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.stream.StreamStart;
import io.millrace.cluster.ClusterSettings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace stream restart}. */
@Command(
    name = "restart",
    description = {
      "Ends the streaming application after the batch under way and starts it again.",
      "It goes on where the commit log ends, with the settings as they are now. When none runs, it"
          + " is started."
    },
    footer = "  millrace stream restart")
final class StreamRestartCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "FEED",
      arity = "0..*",
      description =
          "With applications: per_feed, the feeds whose applications are restarted; all if none is"
              + " named.")
  private List<String> feeds = new ArrayList<>();

  @Option(names = "--accept-gap", paramLabel = "FEED", description = "As for start.")
  private List<String> acceptGaps = new ArrayList<>();

  StreamRestartCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Streams streams = new Streams(invocation(), feeds, acceptGaps);
    ClusterSettings settings = streams.running();
    try (Hdfs hdfs = Hdfs.open(settings);
        StreamStart start = streams.open(settings, hdfs)) {
      if (start.streaming().active().isEmpty()) {
        console().say("None was running.");
      } else {
        start.streaming().stop(feeds).forEach(one -> console().say(one.toString()));
      }
      streams.start(start, hdfs);
    }
    return ExitStatus.OK;
  }
}
