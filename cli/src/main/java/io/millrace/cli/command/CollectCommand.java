package io.millrace.cli.command;

import io.millrace.cli.Checkout;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.collect.Collecting;
import io.millrace.cli.run.PersonalSalt;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Service;
import io.millrace.ingest.address.Geography;
import io.millrace.ingest.collect.CollectorPlace;
import io.millrace.ingest.collect.CollectorSettings;
import io.millrace.model.feed.FeedCatalog;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace collect}. */
@Command(
    name = "collect",
    description = {
      "Takes records over HTTP and puts them on their feeds' topics, until it is ended.",
      "POST /v1/<feed> with a JSON object, or NDJSON, plain or gzip; GET /v1/tag.js for web pages,"
          + " /v1/pixel.gif without script, /health and /metrics. 202 means that the broker has every"
          + " record; while it does not answer, records are kept on disk and 200 says so. Settings"
          + " stand in conf/collector.yaml. Ctrl-C or SIGTERM lets requests finish first."
    },
    footer = {
      "  millrace collect",
      "  millrace collect --brokers kafka1:9092,kafka2:9092 --port 8080",
      "  curl -H 'Content-Type: application/json' -d '{\"event_type\":\"click\"}'"
          + " http://127.0.0.1:8095/v1/activity"
    })
final class CollectCommand extends HelpedCommand {

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "The port; by default 8095 and MILLRACE_PORT_OFFSET.")
  private Integer port;

  @Option(
      names = "--brokers",
      paramLabel = "HOST:PORT",
      description = "Kafka's brokers; by default the running cluster's.")
  private String brokers;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The file of settings; by default conf/collector.yaml in the checkout.")
  private Path config;

  CollectCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  ExitStatus execute() throws Exception {
    Checkout checkout = new Checkout(invocation().checkout());
    CollectorSettings settings =
        CollectorSettings.read(config == null ? checkout.collectorSettings() : config);
    FeedCatalog feeds = FeedCatalog.load(checkout.feeds());
    Geography geography = Geography.of(checkout.geography(), feeds.feeds());
    ClusterSettings cluster =
        brokers == null ? invocation().running(Service.KAFKA) : invocation().settings();
    CollectorPlace place =
        new CollectorPlace(
            brokers == null ? cluster.brokers() : brokers,
            port == null ? Collecting.STANDARD_PORT + cluster.portOffset() : port,
            cluster.home().resolve("spool"));
    new Collecting(console(), invocation().clock())
        .run(settings, place, feeds, PersonalSalt.file(cluster.home()), geography);
    return ExitStatus.OK;
  }
}
