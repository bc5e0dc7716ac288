package io.millrace.bench.landing;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Timed;
import io.millrace.bench.Workload;
import io.millrace.cluster.ClusterSettings;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.WireFormat;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How much processor time landing takes, beside what one would write with Spark alone. */
@Command(
    name = "landing",
    description =
        "Lands activity from Kafka into HDFS as Parquet by day and hour, beside a Spark job with"
            + " from_json and Spark's own file sink, which reads the same topic at the same batch"
            + " size. Needs a running cluster with the feed activity applied; MILLRACE_HOME and"
            + " MILLRACE_PORT_OFFSET say which.")
public final class LandingBench extends Benchmark {
  @Option(
      names = "--batch",
      defaultValue = "200000",
      description = "How many records a micro-batch takes at most.")
  private int batch;

  @Option(names = "--batches", defaultValue = "5", description = "Micro-batches of a round.")
  private int batches;

  @Option(
      names = "--warm-up-batches",
      defaultValue = "25",
      description = "Micro-batches of each contender before the first round.")
  private int warmUpBatches;

  @Option(
      names = "--tasks",
      defaultValue = "1",
      description = "Tasks of a batch, and so files of an hour, of each contender.")
  private int tasks;

  @Option(
      names = "--jvm",
      split = ",",
      defaultValue = "-Xmx1536m,-XX:+UseSerialGC",
      description = "JVM options of each contender.")
  private List<String> jvm;

  @Option(
      names = "--consumed",
      defaultValue = "3",
      description = "How often each topic is read by kafka-consumer-perf-test; 0 for not at all.")
  private int consumed;

  @Option(
      names = "--formats",
      split = ",",
      defaultValue = "json,avro",
      description = "Which wire formats Millrace lands: ${COMPLETION-CANDIDATES}.")
  private List<WireFormat> formats;

  @Option(
      names = "--profiled",
      defaultValue = "15",
      description = "Micro-batches whose processor time is split by stage; 0 for none.")
  private int profiled;

  @Override
  protected void measure(PrintWriter out) throws Exception {
    ClusterSettings settings =
        ClusterSettings.fromEnvironment(
            Path.of(System.getProperty("millrace.checkout", "..")), System.getenv());
    long records = (long) batch * (warmUpBatches + totalRounds() * (batches + 2L) + profiled + 4);
    Path folder = Files.createTempDirectory("millrace-bench-landing-");
    out.printf("%s%nlogs and profiles: %s%n", jvm, folder);
    try (LandingPlace place = LandingPlace.make(settings)) {
      List<Topic> topics = new ArrayList<>();
      try {
        topics.add(Topic.fill(settings.brokers(), place.feed(WireFormat.JSON), records));
        if (formats.contains(WireFormat.AVRO)) {
          topics.add(Topic.fill(settings.brokers(), place.feed(WireFormat.AVRO), records));
        }
        for (Topic topic : topics) {
          consume(out, settings, topic.feed(), records);
        }
        run(out, settings, place, folder);
      } finally {
        topics.forEach(Topic::close);
      }
    }
  }

  private void consume(PrintWriter out, ClusterSettings settings, Feed feed, long records)
      throws Exception {
    for (int round = 0; round < consumed; round++) {
      out.printf(
          "kafka-consumer-perf, %s: %s%n",
          feed.wireFormat().declared(), ConsumerPerformance.of(settings, feed, records));
      out.flush();
    }
  }

  private void run(PrintWriter out, ClusterSettings settings, LandingPlace place, Path folder)
      throws Exception {
    SparkApplications spark = new SparkApplications(settings, jvm);
    List<Contender> contenders = new ArrayList<>();
    try {
      Feed feed = place.feed(WireFormat.JSON);
      contenders.add(
          Contender.start(
              "from_json and Spark's file sink",
              spark.plain(feed.topic(), SparkTypes.ddl(feed), place.folder("plain"), batch, tasks),
              folder));
      contenders.get(0).warmUp(warmUpBatches);
      for (WireFormat format : formats) {
        Contender landing =
            Contender.start(
                "Millrace, " + format.declared(),
                spark.landing(place.declared(format), place.root(format), batch, tasks),
                folder);
        contenders.add(landing);
        landing.warmUp(warmUpBatches);
      }
      List<Workload> workloads =
          contenders.stream().map(c -> new Workload(c.name(), () -> round(c))).toList();
      rounds()
          .compare(
              out,
              "landing of activity, %,d records a batch, %d task(s)".formatted(batch, tasks),
              workloads.get(0),
              workloads.subList(1, workloads.size()).toArray(Workload[]::new));
      if (profiled > 0) {
        for (Contender contender : contenders) {
          StageProfile.take(contender, profiled, folder).print(out);
        }
      }
    } finally {
      contenders.forEach(Contender::close);
    }
  }

  private Timed round(Contender contender) throws Exception {
    return contender.round(batches);
  }
}
