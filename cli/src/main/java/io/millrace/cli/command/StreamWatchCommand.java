package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.kafka.TopicOffsets;
import io.millrace.cli.stream.StreamWatch;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace stream watch}. */
@Command(
    name = "watch",
    description = {
      "Shows what stream status shows, again and again, until Ctrl-C.",
      "In place on a terminal, one after another elsewhere."
    },
    footer = {"  millrace stream watch", "  millrace stream watch --every 10s"})
final class StreamWatchCommand extends HelpedCommand {

  private static final Duration LEAST = Duration.ofMillis(500);

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "PT2S",
      converter = DurationConverter.class,
      description = "How often to look, at least every half second (${DEFAULT-VALUE}).")
  private Duration every;

  StreamWatchCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    if (every.compareTo(LEAST) < 0) {
      throw new CommandFailure(
          ExitStatus.USAGE, "--every is %s; legal: %s or more.".formatted(every, LEAST));
    }
    List<Feed> feeds = FeedCatalog.load(new Checkout(invocation().checkout()).feeds()).feeds();
    ClusterSettings settings =
        invocation().running(Service.NAMENODE, Service.RESOURCEMANAGER, Service.KAFKA);
    try (Hdfs hdfs = Hdfs.open(settings);
        Applications yarn = Applications.open(settings);
        TopicOffsets topics = TopicOffsets.open(settings)) {
      StreamWatch.of(yarn, topics, hdfs, feeds, console(), invocation().clock(), every).show();
    }
    return ExitStatus.OK;
  }
}
