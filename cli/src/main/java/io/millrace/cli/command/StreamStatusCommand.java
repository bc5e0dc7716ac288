package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.stream.StreamMaps;
import io.millrace.cli.stream.StreamState;
import io.millrace.cli.stream.StreamTables;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace stream status}. */
@Command(
    name = "status",
    description = {
      "Shows the streaming application, its queries, and how far each feed is.",
      "The application's id, state, queue, attempt and containers; of each query its state, newest"
          + " batch, rate, lag, delay, watermark, what it keeps, and why it failed last; of each feed"
          + " the last sequence number of its commit log, records landed and quarantined, and the lag,"
          + " which is what the topic holds and landing has not taken. Ends with 6 when none runs."
    },
    footer = {"  millrace stream status", "  millrace stream status --json"})
final class StreamStatusCommand extends HelpedCommand {

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  StreamStatusCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    List<Feed> feeds = FeedCatalog.load(new Checkout(invocation().checkout()).feeds()).feeds();
    ClusterSettings settings =
        invocation().running(Service.NAMENODE, Service.RESOURCEMANAGER, Service.KAFKA);
    try (Hdfs hdfs = Hdfs.open(settings)) {
      StreamState state = StreamState.of(settings, hdfs, feeds, invocation().clock());
      if (json) {
        console().print(Json.text(StreamMaps.of(state)));
      } else {
        StreamTables.lines(state).forEach(console()::print);
      }
      return state.running() ? ExitStatus.OK : ExitStatus.NOT_RUNNING;
    }
  }
}
