package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Words;
import io.millrace.cli.feed.FeedCheck;
import io.millrace.cli.feed.FeedStore;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace feed check}. */
@Command(
    name = "check",
    description = {
      "Checks declarations and says everything that is wrong with them at once.",
      "Each problem comes with its file, line and path, the value that stands there, and what may."
          + " With a running cluster also whether the schema can read what was written with the"
          + " newest version applied, and whether what curation adds leaves its fields' names free."
          + " Changes nothing. Ends with 2 when something is wrong."
    },
    footer = {
      "  millrace feed check",
      "  millrace feed check orders",
      "  millrace feed check orders --against earlier/orders.avsc"
    })
final class FeedCheckCommand extends HelpedCommand {

  @Parameters(
      paramLabel = "FEED",
      arity = "0..1",
      description = "The feed; without one, all that are declared.")
  private String name;

  @Option(
      names = "--against",
      paramLabel = "FILE.avsc",
      description = "Compare the feed's schema with this one instead of the one applied last.")
  private Path against;

  FeedCheckCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    if (against != null && name == null) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "--against needs the name of the feed to compare. See: millrace feed check --help");
    }
    Optional<ClusterSettings> cluster = invocation().ifRunning(Service.NAMENODE, Service.DATANODE);
    if (cluster.isEmpty()) {
      return check(Optional.empty());
    }
    try (Hdfs hdfs = Hdfs.open(cluster.get())) {
      return check(Optional.of(new FeedStore(hdfs)));
    }
  }

  private ExitStatus check(Optional<FeedStore> store) throws IOException {
    FeedCheck check = new FeedCheck(new Checkout(invocation().checkout()), store);
    FeedCheck.Finding finding =
        name == null ? check.all() : check.one(name, Optional.ofNullable(against));
    finding.fine().forEach(console()::print);
    finding.problems().forEach(console()::print);
    if (finding.problems().isEmpty()) {
      return ExitStatus.OK;
    }
    console().say(Words.count(finding.problems().size(), "problem") + ".");
    return ExitStatus.USAGE;
  }
}
