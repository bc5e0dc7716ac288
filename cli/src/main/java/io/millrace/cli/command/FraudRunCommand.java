package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.feed.FeedStore;
import io.millrace.cli.fraud.AlertPrinter;
import io.millrace.cli.fraud.StreamRun;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.ingest.fraud.stream.DeclaredPayments;
import io.millrace.ingest.fraud.stream.DeclaredRules;
import io.millrace.ingest.fraud.stream.StreamSettings;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.feed.WireFormat;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RuleText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace fraud run}. */
@Command(
    name = "run",
    description = {
      "Looks for fraud in the payments of topic transactions while they come, until it is ended.",
      "Every payment's score goes to topic risk-scores and every alert to fraud-alerts, each exactly"
          + " once for readers of committed records. Ctrl-C or SIGTERM commits what was evaluated."
          + " It can be started several times, each with a --state-dir of its own: they share the"
          + " partitions. While another kind of host writes those topics it ends with 5; --shadow"
          + " writes risk-scores.shadow and fraud-alerts.shadow instead."
    },
    footer = {
      "  millrace fraud run --console",
      "  millrace fraud run --rules stricter.yaml --shadow",
      "  millrace fraud run --brokers kafka1:9092 --threads 3 --state-dir /var/lib/millrace/fraud"
    })
final class FraudRunCommand extends HelpedCommand {

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = {
        "The file of rules; by default conf/fraud-rules.yaml in the checkout. Rules that were"
            + " promoted (millrace fraud promote) are in effect whatever that one says; where this"
            + " option names others, the command ends with 2."
      })
  private Path rules;

  @Option(names = "--shadow", description = "Write the topics that end with .shadow.")
  private boolean isShadow;

  @Option(names = "--console", description = "Show each alert on standard output, a line each.")
  private boolean toConsole;

  @Option(
      names = "--threads",
      paramLabel = "COUNT",
      defaultValue = "1",
      description = "Threads; more than the topic has partitions are idle. By default 1.")
  private int threads;

  @Option(
      names = "--commit-interval",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      description =
          "How long scores and alerts wait for their commit while payments come, such as 20ms; by"
              + " default 20ms. With a backlog, and before a pause, it is up to 200ms.")
  private Duration commitInterval = StreamSettings.USUAL_COMMIT_INTERVAL;

  @Option(
      names = "--state-dir",
      paramLabel = "FOLDER",
      description = {
        "Where this instance keeps its state, which can always be rebuilt from Kafka; by default in"
            + " the cluster's folder."
      })
  private Path stateFolder;

  @Option(
      names = "--brokers",
      paramLabel = "HOST:PORT",
      description = "Kafka's brokers; by default the running cluster's.")
  private String brokers;

  FraudRunCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Checkout checkout = new Checkout(invocation().checkout());
    DeclaredRules declared =
        rules == null
            ? DeclaredRules.unlessOthersAreInEffect(RuleText.load(checkout.fraudRules()))
            : DeclaredRules.theseAlone(RuleText.load(rules));
    Feed feed = FeedCatalog.load(checkout.feeds()).require(PaymentFields.FEED);
    ClusterSettings cluster =
        brokers == null ? invocation().running(needed(feed)) : invocation().settings();
    new StreamRun(console(), invocation().clock())
        .run(
            settings(cluster),
            declared,
            payments(feed),
            toConsole ? new AlertPrinter(console()::print) : AlertPrinter.silent());
    return ExitStatus.OK;
  }

  /** Without the versions, Avro of earlier ones would be passed over for good. */
  private static Service[] needed(Feed feed) {
    return feed.wireFormat() == WireFormat.AVRO
        ? new Service[] {Service.KAFKA, Service.NAMENODE, Service.DATANODE}
        : new Service[] {Service.KAFKA};
  }

  /** Avro is read by every version of its schema that was applied, where these can be had. */
  private DeclaredPayments payments(Feed feed) throws IOException {
    Optional<ClusterSettings> cluster = withVersions();
    if (cluster.isEmpty()) {
      console()
          .say(
              "HDFS does not run in %s, so Avro is read by the schema in conf/feeds alone; what was sent with an earlier version is refused."
                  .formatted(invocation().settings().home()));
      return DeclaredPayments.of(feed);
    }
    try (Hdfs hdfs = Hdfs.open(cluster.get())) {
      return new DeclaredPayments(feed, new FeedStore(hdfs).schemas(feed));
    }
  }

  /** Other brokers need no cluster here, whatever is wrong with it. */
  private Optional<ClusterSettings> withVersions() {
    try {
      return invocation().ifRunning(Service.NAMENODE, Service.DATANODE);
    } catch (CommandFailure e) {
      if (brokers == null) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private StreamSettings settings(ClusterSettings cluster) {
    FraudOutputs outputs = isShadow ? FraudOutputs.SHADOW : FraudOutputs.LIVE;
    Path usual = cluster.home().resolve("fraud").resolve(isShadow ? "shadow" : "live");
    try {
      return new StreamSettings(
          brokers == null ? cluster.brokers() : brokers,
          outputs,
          stateFolder == null ? usual : stateFolder,
          commitInterval,
          threads,
          TopicSettings.SINGLE_BROKER);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitStatus.USAGE, e.getMessage());
    }
  }
}
