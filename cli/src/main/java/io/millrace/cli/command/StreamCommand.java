package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.feed.Declarations;
import io.millrace.cli.feed.DeclaredFeed;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.stream.StreamStart;
import io.millrace.cli.stream.StreamState;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace stream}. */
@Command(
    name = "stream",
    description = {
      "Starts, stops and shows the streaming application.",
      "It lands every declared feed: Kafka to HDFS, exactly once for Hive's readers."
    },
    footer = {
      "  millrace stream start",
      "  millrace stream status --json",
      "  millrace stream stop"
    })
final class StreamCommand extends HelpedCommand {

  private StreamCommand(Invocation invocation) {
    super(invocation);
  }

  static CommandLine with(Invocation invocation) {
    return new CommandLine(new StreamCommand(invocation))
        .addSubcommand(new Start(invocation))
        .addSubcommand(new Stop(invocation))
        .addSubcommand(new Status(invocation));
  }

  @Override
  ExitStatus execute() {
    throw new CommandFailure(
        ExitStatus.USAGE,
        "stream needs a subcommand: start, stop or status. See: millrace stream --help");
  }

  private static List<Feed> feeds(Invocation invocation) {
    return FeedCatalog.load(new Checkout(invocation.checkout()).feeds()).feeds();
  }

  /** {@code millrace stream start}. */
  @Command(
      name = "start",
      description = {
        "Starts the streaming application.",
        "Does what feed apply does for every feed, submits to YARN (cluster mode, queue streaming)"
            + " and waits until every feed lands."
      },
      footer = "  millrace stream start")
  static final class Start extends HelpedCommand {

    Start(Invocation invocation) {
      super(invocation);
    }

    @Override
    ExitStatus execute() throws Exception {
      Checkout checkout = new Checkout(invocation().checkout());
      List<DeclaredFeed> feeds = Declarations.load(checkout.feeds()).all();
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
          StreamStart start =
              new StreamStart(settings, checkout, hdfs, console(), invocation().clock())) {
        start.streaming().requireNone();
        start.declare(feeds);
        ApplicationId id = start.submit(feeds);
        start.awaitLanding(id, feeds);
      }
      return ExitStatus.OK;
    }
  }

  /** {@code millrace stream stop}. */
  @Command(
      name = "stop",
      description = {
        "Ends the streaming application after the batch under way.",
        "When it does not end within a minute, kills it: nothing is lost or doubled by that either."
      },
      footer = "  millrace stream stop")
  static final class Stop extends HelpedCommand {

    Stop(Invocation invocation) {
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
        boolean graceful = start.streaming().stop();
        console()
            .say(
                graceful
                    ? "The streaming application has ended."
                    : "The streaming application was killed.");
      }
      return ExitStatus.OK;
    }
  }

  /** {@code millrace stream status}. */
  @Command(
      name = "status",
      description = {
        "Shows the streaming application and how far each feed is.",
        "The application's id, state, queue, attempt and containers; of each feed the last sequence"
            + " number of its commit log, records landed and quarantined, and the lag, which is what"
            + " the topic holds and landing has not taken. Ends with 6 when none runs."
      },
      footer = {"  millrace stream status", "  millrace stream status --json"})
  static final class Status extends HelpedCommand {

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    Status(Invocation invocation) {
      super(invocation);
    }

    @Override
    ExitStatus execute() throws Exception {
      List<Feed> feeds = feeds(invocation());
      ClusterSettings settings =
          invocation().running(Service.NAMENODE, Service.RESOURCEMANAGER, Service.KAFKA);
      try (Hdfs hdfs = Hdfs.open(settings)) {
        StreamState state = StreamState.of(settings, hdfs, feeds);
        if (json) {
          console().print(Json.text(state.asMap()));
        } else {
          state.print(console());
        }
        return state.running() ? ExitStatus.OK : ExitStatus.NOT_RUNNING;
      }
    }
  }
}
