package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.feed.Declarations;
import io.millrace.cli.feed.DeclaredFeed;
import io.millrace.cli.feed.FeedStore;
import io.millrace.cli.feed.FeedView;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace feed show}. */
@Command(
    name = "show",
    description = {
      "Shows one feed.",
      "What it declares with all defaults, its schema, the columns of its Hive tables; with a running"
          + " cluster also the versions that were applied."
    },
    footer = "  millrace feed show orders")
final class FeedShowCommand extends HelpedCommand {

  @Parameters(paramLabel = "FEED", description = "The feed.")
  private String name;

  FeedShowCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Declarations declarations = Declarations.load(new Checkout(invocation().checkout()).feeds());
    DeclaredFeed feed = declarations.require(name);
    Optional<ClusterSettings> cluster = invocation().ifRunning(Service.NAMENODE, Service.DATANODE);
    if (cluster.isEmpty()) {
      show(feed, Optional.empty());
    } else {
      try (Hdfs hdfs = Hdfs.open(cluster.get())) {
        show(feed, Optional.of(new FeedStore(hdfs)));
      }
    }
    return ExitStatus.OK;
  }

  private void show(DeclaredFeed feed, Optional<FeedStore> store) throws IOException {
    new FeedView(new Checkout(invocation().checkout()), store, console()).show(feed);
  }
}
