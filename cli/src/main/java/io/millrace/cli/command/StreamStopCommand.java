package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.stream.StreamStart;
import io.millrace.cli.stream.Streaming.Stopped;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace stream stop}. */
@Command(
    name = "stop",
    description = {
      "Ends the streaming application after the batch under way.",
      "When it does not end within a minute, kills it: nothing is lost or doubled by that either."
          + " The guard does not start it again."
    },
    footer = "  millrace stream stop")
final class StreamStopCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "FEED",
      arity = "0..*",
      description =
          "With applications: per_feed, the feeds whose applications are ended; all if none is"
              + " named.")
  private List<String> feeds = new ArrayList<>();

  StreamStopCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    ClusterSettings settings =
        invocation().running(Service.NAMENODE, Service.DATANODE, Service.RESOURCEMANAGER);
    Checkout checkout = new Checkout(invocation().checkout());
    try (Hdfs hdfs = Hdfs.open(settings);
        StreamStart start =
            new StreamStart(settings, checkout, hdfs, console(), invocation().clock())) {
      List<Stopped> stopped = start.streaming().stop(feeds);
      stopped.forEach(one -> console().say(one.toString()));
      if (stopped.isEmpty()) {
        console().say("None was running; the guard does not start it again.");
      }
    }
    return ExitStatus.OK;
  }
}
