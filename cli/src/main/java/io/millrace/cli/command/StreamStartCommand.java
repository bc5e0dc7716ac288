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

/** {@code millrace stream start}. */
@Command(
    name = "start",
    description = {
      "Starts the streaming application.",
      "Does what feed apply does for every feed, submits to YARN (cluster mode) with the settings of"
          + " conf/streaming.yaml, and waits until every feed lands."
    },
    footer = {"  millrace stream start", "  millrace stream start --accept-gap orders"})
final class StreamStartCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "FEED",
      arity = "0..*",
      description =
          "With applications: per_feed, the feeds whose applications are started; all if none is"
              + " named.")
  private List<String> feeds = new ArrayList<>();

  @Option(
      names = "--accept-gap",
      paramLabel = "FEED",
      description =
          "Go on with this feed although its topic no longer has what comes next. What is skipped is"
              + " recorded in the commit log, and audit names it.")
  private List<String> acceptGaps = new ArrayList<>();

  StreamStartCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Streams streams = new Streams(invocation(), feeds, acceptGaps);
    ClusterSettings settings = streams.running();
    try (Hdfs hdfs = Hdfs.open(settings);
        StreamStart start = streams.open(settings, hdfs)) {
      streams.start(start, hdfs);
    }
    return ExitStatus.OK;
  }
}
