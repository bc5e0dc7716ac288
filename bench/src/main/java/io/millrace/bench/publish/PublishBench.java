package io.millrace.bench.publish;

import io.millrace.bench.ActivityRows;
import io.millrace.bench.Benchmark;
import io.millrace.bench.Timed;
import io.millrace.bench.Workload;
import io.millrace.ingest.publish.Acknowledged;
import io.millrace.ingest.publish.Compression;
import io.millrace.ingest.publish.FeedProducer;
import io.millrace.ingest.publish.ProducerSettings;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.WireFormat;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast rows get from memory to a broker beside, acknowledged. */
@Command(
    name = "publish",
    description =
        "Sends activity rows to a broker on this machine until all are acknowledged, beside a plain"
            + " Kafka producer that sends the same bytes encoded beforehand.")
public final class PublishBench extends Benchmark {
  private static final int DISTINCT = 50_000;
  private static final ProducerSettings DEFAULTS = ProducerSettings.of("unused", "bench");

  @Option(
      names = "--records",
      defaultValue = "2000000",
      description = "How many a round sends and waits for.")
  private int records;

  @Option(
      names = "--formats",
      split = ",",
      defaultValue = "json,avro",
      description = "Which wire formats are measured: ${COMPLETION-CANDIDATES}.")
  private List<WireFormat> formats;

  @Option(names = "--batch-bytes", description = "Instead of the producer's default.")
  private Integer batchBytes;

  @Option(names = "--linger-ms", description = "Instead of the producer's default.")
  private Integer lingerMillis;

  @Option(names = "--buffer-bytes", description = "Instead of the producer's default.")
  private Long bufferBytes;

  @Option(
      names = "--compression",
      description = "Instead of the producer's default: ${COMPLETION-CANDIDATES}.")
  private Compression compression;

  @Override
  protected void measure(PrintWriter out) throws Exception {
    try (LocalBroker broker = LocalBroker.start();
        Admin admin = broker.admin()) {
      ProducerSettings settings = settings(broker.brokers());
      out.println(settings);
      for (WireFormat format : formats) {
        Feed feed = feed("activity").toBuilder().wireFormat(format).build();
        Object[][] rows = ActivityRows.of(feed, DISTINCT);
        PlainProducer plain = new PlainProducer(broker, admin, feed, rows);
        Map<String, Object> kafkasDefaults = Map.of("bootstrap.servers", broker.brokers());
        rounds()
            .compare(
                out,
                "publish " + format.declared(),
                new Workload(
                    "Kafka's producer, its own settings, encoded before",
                    () -> plain.send(records, kafkasDefaults)),
                new Workload(
                    "Kafka's producer, our settings, encoded before",
                    () -> plain.send(records, settings.kafkaConfig())),
                new Workload(
                    "Millrace, rows", () -> millrace(broker, admin, feed, rows, settings)));
      }
    }
  }

  private ProducerSettings settings(String brokers) {
    return ProducerSettings.of(brokers, "millrace-bench")
        .withBatches(
            batchBytes == null ? DEFAULTS.batchBytes() : batchBytes,
            lingerMillis == null ? DEFAULTS.linger() : Duration.ofMillis(lingerMillis))
        .withBufferBytes(bufferBytes == null ? DEFAULTS.bufferBytes() : bufferBytes)
        .withCompression(compression == null ? DEFAULTS.compression() : compression);
  }

  private Timed millrace(
      LocalBroker broker, Admin admin, Feed feed, Object[][] rows, ProducerSettings settings)
      throws Exception {
    Acknowledged acknowledged = new Acknowledged();
    try (FreshTopic topic = new FreshTopic(admin, feed);
        FeedProducer producer = FeedProducer.live(settings, topic.feed())) {
      producer.connect(Duration.ofSeconds(30));
      Timed.Watch watch = Timed.startWith(broker.process());
      for (int i = 0; i < records; i++) {
        producer.send(rows[i % rows.length], acknowledged.ofRecords());
      }
      producer.flush();
      Timed timed = watch.stop(acknowledged.records());
      topic.requireRecords(records);
      return timed;
    }
  }
}
