package io.millrace.bench.publish;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Timed;
import io.millrace.bench.Workload;
import io.millrace.ingest.generate.Disturbance;
import io.millrace.ingest.generate.Generation;
import io.millrace.ingest.generate.GenerationPlan;
import io.millrace.ingest.generate.GenerationSettings;
import io.millrace.ingest.generate.Generator;
import io.millrace.ingest.generate.Inventory;
import io.millrace.ingest.generate.RecordSource;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.generate.Ticker;
import io.millrace.ingest.generate.TopicOutput;
import io.millrace.ingest.generate.order.OrderGenerator;
import io.millrace.ingest.generate.payment.FraudSettings;
import io.millrace.ingest.generate.payment.PaymentGenerator;
import io.millrace.ingest.publish.Acknowledged;
import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.ProducerSettings;
import io.millrace.ingest.site.ActivityGenerator;
import io.millrace.ingest.site.Behaviour;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.WireFormat;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast generated records get to a broker beside, acknowledged and counted in the inventory. */
@Command(
    name = "generate",
    description =
        "Generates a history as `millrace generate` does, onto a broker on this machine until all is"
            + " acknowledged and counted, beside the source that only makes the rows.")
public final class GenerateBench extends Benchmark {
  private static final Instant START = Instant.parse("2025-12-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final long SEED = 42;

  @Option(
      names = "--records",
      defaultValue = "2000000",
      description = "How many a round generates, sends and waits for.")
  private long records;

  @Option(
      names = "--feed",
      defaultValue = "activity",
      description = "What is generated: activity, orders or transactions.")
  private String feedName;

  @Option(
      names = "--formats",
      split = ",",
      defaultValue = "json,avro",
      description = "Which wire formats are measured: ${COMPLETION-CANDIDATES}.")
  private List<WireFormat> formats;

  @Override
  protected void measure(PrintWriter out) throws Exception {
    Generator generator = generator();
    try (LocalBroker broker = LocalBroker.start();
        Admin admin = broker.admin()) {
      ProducerSettings settings = ProducerSettings.of(broker.brokers(), "millrace-bench");
      out.println(settings);
      for (WireFormat format : formats) {
        Feed feed = feed(feedName).toBuilder().wireFormat(format).build();
        rounds()
            .compare(
                out,
                "generate " + feedName + " " + format.declared(),
                new Workload("the source alone", () -> make(generator, feed)),
                new Workload(
                    "generated, sent, acknowledged, counted",
                    () -> send(broker, admin, generator, feed, settings)));
      }
    }
  }

  private Generator generator() {
    return switch (feedName) {
      case "activity" ->
          new ActivityGenerator(
              Behaviour.load(
                  Path.of(System.getProperty("millrace.checkout", ".."), "conf", "sites.yaml")));
      case "orders" -> new OrderGenerator();
      case "transactions" -> new PaymentGenerator(FraudSettings.even(0.01), OptionalInt.empty());
      default ->
          throw new IllegalArgumentException(
              "--feed is " + feedName + "; legal: activity, orders, transactions.");
    };
  }

  private GenerationSettings settings() {
    return new GenerationSettings(
        SEED,
        OptionalDouble.empty(),
        OptionalLong.of(records),
        Optional.of(Duration.ofDays(30)),
        Optional.of(START),
        OptionalDouble.empty(),
        new Disturbance(0.001, 0.001, 0.001));
  }

  private Timed make(Generator generator, Feed feed) {
    GenerationPlan plan = settings().plan(generator.usualPerSecond(), NOW);
    RecordSource source = generator.source(feed, plan.timeline(), SEED);
    Timed.Watch watch = Timed.start();
    long made = 0;
    while (made < records && source.next() != null) {
      made++;
    }
    return watch.stop(made);
  }

  private Timed send(
      LocalBroker broker, Admin admin, Generator generator, Feed feed, ProducerSettings settings)
      throws Exception {
    Acknowledged acknowledged = new Acknowledged();
    GenerationPlan plan = settings().plan(generator.usualPerSecond(), NOW);
    Generation generation = new Generation(feed, generator, settings(), plan, Ticker.SYSTEM);
    try (FreshTopic topic = new FreshTopic(admin, feed)) {
      FeedProducer producer = FeedProducer.live(settings, topic.feed());
      try (TopicOutput output = new TopicOutput(producer, feed, Optional.empty(), acknowledged)) {
        producer.connect(Duration.ofSeconds(30));
        Timed.Watch watch = Timed.startWith(broker.process());
        Inventory inventory =
            generation.run(output, new StopSignal(), Map.of(), null, progress -> {});
        Timed timed = watch.stop(acknowledged.records());
        if (inventory.end() != Inventory.End.COMPLETE) {
          throw new IllegalStateException("The generation failed.", output.failure());
        }
        topic.requireRecords(acknowledged.records());
        return timed;
      }
    }
  }
}
