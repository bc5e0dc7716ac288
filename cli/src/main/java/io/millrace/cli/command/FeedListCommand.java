package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.feed.Declarations;
import io.millrace.cli.feed.FeedStore;
import io.millrace.cli.feed.FeedView;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code millrace feed list}. */
@Command(
    name = "list",
    description = {
      "Lists the declared feeds.",
      "Topic, partitions, wire format, number of fields and the mappings of files; with a running"
          + " cluster also which version of each declaration is applied."
    },
    footer = "  millrace feed list")
final class FeedListCommand extends HelpedCommand {

  FeedListCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Declarations declarations = Declarations.load(new Checkout(invocation().checkout()).feeds());
    Optional<ClusterSettings> cluster = invocation().ifRunning(Service.NAMENODE, Service.DATANODE);
    if (cluster.isEmpty()) {
      list(declarations, Optional.empty());
    } else {
      try (Hdfs hdfs = Hdfs.open(cluster.get())) {
        list(declarations, Optional.of(new FeedStore(hdfs)));
      }
    }
    return ExitStatus.OK;
  }

  private void list(Declarations declarations, Optional<FeedStore> store) throws IOException {
    new FeedView(new Checkout(invocation().checkout()), store, console()).list(declarations.all());
  }
}
