package io.millrace.acceptance.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.acceptance.ConfFile;
import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.Outcome;
import io.millrace.acceptance.TopicPosition;
import io.millrace.ingest.topic.FraudTopics;
import io.millrace.ingest.topic.TopicSettings;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.streaming.FraudSettings;
import io.millrace.model.streaming.StreamingSettings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fraud rules in the streaming application: how fast, and how soon. */
@Command(
    name = "fraud",
    description = {
      "Payments that lie on their topic are evaluated by the streaming application on YARN, beside a"
          + " streaming query of Spark that only copies them to another topic, with the same"
          + " trigger and batches, in transactions too. Then payments come at an even rate, and"
          + " each is timed from the broker's append to that of its score and alerts, and to a"
          + " reader of committed records.",
      "What must hold: p99 of scores and of alerts at most 5 s, to that reader."
    },
    mixinStandardHelpOptions = true)
final class Fraud implements Callable<Integer> {

  private static final String TOPIC = "transactions";
  private static final long MOST_P99_MILLIS = 5_000;
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(10);

  /** Live views would take from one side what the other has; landing goes on in any case. */
  private static final String CATCH_UP = "fraud:\n  host: live\nlive:\n  views: none\n";

  private static final String USUAL = "fraud:\n  host: live\n";

  @Mixin private Measured cluster;

  @Option(
      names = "--payments",
      defaultValue = "1200000",
      description = {
        "How many lie on the topic before the application starts; the first half does not count.",
        "Default: ${DEFAULT-VALUE}."
      })
  private long payments;

  @Option(
      names = "--rate",
      defaultValue = "1000",
      description = "Payments a second that come afterwards. Default: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--duration",
      defaultValue = "PT3M",
      description =
          "How long they come; the first third does not count. Default: ${DEFAULT-VALUE}.")
  private Duration duration;

  private final String copies = "pass-through-" + System.currentTimeMillis();
  private final FraudSettings settings = StreamingSettings.of(Map.of()).fraud();

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    System.out.printf(
        "%,d payments, then %,d a second for %s, %s%n", payments, rate, duration, Measured.load());
    return cluster.measureWithoutStream(this::measure);
  }

  private int measure() throws IOException, InterruptedException {
    cluster.run("feed", "apply", TOPIC);
    try {
      catchUp();
      return latency();
    } finally {
      cluster.millrace().endAll();
    }
  }

  private void catchUp() throws IOException, InterruptedException {
    Map<Integer, Long> begin = ends();
    makeTopics(begin.size());
    run(
        "generate",
        TOPIC,
        "--start",
        "2026-01-05",
        "--duration",
        "PT48H",
        "--count",
        Long.toString(payments));
    long there = sum(ends()) - sum(begin);
    System.out.printf("%,d payments are on the topic%n", there);
    double copied = copied(begin, there);
    double evaluated = evaluated(there);
    System.out.printf(
        "behind the first half, in batches of %,d: copied %,.0f/s, evaluated %,.0f/s, which is %.2f of that; %s%n",
        settings.maxOffsets(), copied, evaluated, evaluated / copied, Measured.load());
  }

  private double copied(Map<Integer, Long> begin, long there)
      throws IOException, InterruptedException {
    String offsets = new ObjectMapper().writeValueAsString(Map.of(TOPIC, begin));
    try (CommittedRate committed = new CommittedRate(cluster.brokers(), copies);
        SparkPassThrough copying =
            new SparkPassThrough(
                cluster.millrace(),
                TOPIC,
                offsets,
                copies,
                settings.maxOffsets(),
                settings.trigger().toMillis())) {
      if (!committed.await(there, LONGEST_SILENCE)) {
        throw new IllegalStateException(
            "only %,d of %,d were copied: %s".formatted(committed.count(), there, copying.words()));
      }
      return committed.perSecond(there / 2);
    }
  }

  /** By the application, which lands the payments meanwhile. */
  private double evaluated(long there) throws InterruptedException {
    ConfFile yaml = ConfFile.streaming(CATCH_UP);
    try (yaml;
        CommittedRate committed =
            new CommittedRate(cluster.brokers(), FraudOutputs.LIVE.scores())) {
      run("stream", "start");
      if (!committed.await(there, LONGEST_SILENCE)) {
        throw new IllegalStateException(
            "only %,d of %,d were evaluated; see: millrace stream status"
                .formatted(committed.count(), there));
      }
      return committed.perSecond(there / 2);
    }
  }

  private int latency() throws InterruptedException {
    ConfFile yaml = ConfFile.streaming(USUAL);
    try (yaml) {
      run("stream", "restart");
      try (ArrivalTimes paid = new ArrivalTimes(cluster.brokers(), TOPIC);
          Outputs scores = new Outputs(cluster.brokers(), FraudOutputs.LIVE.scores());
          Outputs alerts = new Outputs(cluster.brokers(), FraudOutputs.LIVE.alerts())) {
        Instant counted = Instant.now().plus(duration.dividedBy(3));
        Millrace.Running generator =
            cluster
                .millrace()
                .start(
                    "generate",
                    TOPIC,
                    "--rate",
                    Integer.toString(rate),
                    "--fraud",
                    "0.05",
                    "--duration",
                    duration.toString());
        require(generator.await(duration.plus(LONGEST)));
        boolean good = awaitEvaluated();
        System.out.printf("%,d payments a second, %s%n", rate, Measured.load());
        good &= judge("scores", scores.of(paid, counted.toEpochMilli()));
        good &= judge("alerts", alerts.of(paid, counted.toEpochMilli()));
        System.out.println(good ? "It holds." : "IT DOES NOT HOLD.");
        return good ? 0 : 1;
      }
    }
  }

  private static boolean judge(String what, Outputs.Latency latency) {
    System.out.println(latency.words(what));
    return !latency.read().sorted().isEmpty() && latency.read().quantile(0.99) <= MOST_P99_MILLIS;
  }

  /** Waits until all payments are committed, and for readers to have the last of them. */
  private boolean awaitEvaluated() throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_SILENCE.toNanos();
    try (TopicPosition position =
        new TopicPosition(cluster.brokers(), TOPIC, FraudOutputs.LIVE.group())) {
      long end = position.end();
      while (position.committed() < end) {
        if (System.nanoTime() > deadline) {
          System.out.printf("Only %,d of %,d were evaluated.%n", position.committed(), end);
          return false;
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    TimeUnit.SECONDS.sleep(2);
    return true;
  }

  /** Where each partition of the topic of payments ends. */
  private Map<Integer, Long> ends() {
    try (TopicEnds ends = new TopicEnds(cluster.brokers(), TOPIC)) {
      return ends.byPartition();
    }
  }

  private static long sum(Map<Integer, Long> ends) {
    return ends.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The host's topics, as it makes them itself, and one like them for copies. */
  private void makeTopics(int partitions) throws InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.brokers()))) {
      new FraudTopics(admin, TopicSettings.SINGLE_BROKER, ANSWER_WITHIN)
          .ensure(TOPIC, FraudOutputs.LIVE);
      admin
          .createTopics(
              List.of(
                  new NewTopic(copies, partitions, (short) 1)
                      .configs(Map.of("message.timestamp.type", "LogAppendTime"))))
          .all()
          .get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("topic %s cannot be made".formatted(copies), e);
    }
  }

  private void run(String... arguments) {
    require(cluster.millrace().start(arguments).await(LONGEST));
  }

  private static void require(Outcome outcome) {
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(outcome.toString());
    }
  }
}
