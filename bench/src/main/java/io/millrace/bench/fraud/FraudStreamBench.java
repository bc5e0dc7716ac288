package io.millrace.bench.fraud;

import io.millrace.bench.Benchmark;
import io.millrace.bench.Timed;
import io.millrace.bench.Workload;
import io.millrace.ingest.fraud.stream.DeclaredPayments;
import io.millrace.ingest.fraud.stream.DeclaredRules;
import io.millrace.ingest.fraud.stream.FraudStream;
import io.millrace.ingest.fraud.stream.StreamListener;
import io.millrace.ingest.fraud.stream.StreamSettings;
import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.PaymentFields;
import io.millrace.model.fraud.RuleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How fast payments are evaluated from Kafka to Kafka, and how soon their alerts are there. */
@Command(
    name = "fraud-kafka",
    description =
        "Evaluates generated payments of a topic by all rules of conf/fraud-rules.yaml, exactly once,"
            + " beside Kafka Streams that only copies them; then payments come at 1,000 a second, and"
            + " each is timed from the broker's append to a reader of scores and alerts.")
public final class FraudStreamBench extends Benchmark {
  private static final String GROUP = "millrace-fraud";
  private static final int PER_SECOND = 1_000;
  private static final double FRAUD = 0.05;

  @Option(names = "--records", defaultValue = "400000", description = "Payments of a round.")
  private int records;

  @Option(names = "--accounts", defaultValue = "20000", description = "Accounts that pay.")
  private int accounts;

  @Option(names = "--seconds", defaultValue = "60", description = "How long payments are timed.")
  private int seconds;

  @Option(names = "--threads", defaultValue = "1", description = "Stream threads.")
  private int threads;

  @Option(
      names = "--commit-ms",
      defaultValue = "20",
      description = "Milliseconds between two commits while payments are evaluated as they come.")
  private long commitMillis;

  private final Feed feed = feed(PaymentFields.FEED);
  private final RuleText rules =
      RuleText.load(
          Path.of(System.getProperty("millrace.checkout", ".."), "conf", "fraud-rules.yaml"));

  @Override
  protected void measure(PrintWriter out) throws Exception {
    List<PaymentTopic.Message> messages = PaymentTopic.messages(feed, records, accounts, FRAUD);
    rounds()
        .compare(
            out,
            "fraud rules from Kafka to Kafka, exactly once, a commit every "
                + backlogCommitInterval().toMillis()
                + " ms",
            new Workload("Kafka Streams, copied", () -> copy(messages)),
            new Workload("Millrace, evaluated", () -> evaluate(messages)));
    latencies(out, messages);
  }

  private Timed copy(List<PaymentTopic.Message> messages) throws Exception {
    Path state = Files.createTempDirectory("millrace-bench-state-");
    try (PaymentTopic topic = PaymentTopic.start(feed)) {
      topic.fill(messages);
      return timed(
          topic,
          PassThrough.GROUP,
          PassThrough.start(
              topic.broker().brokers(),
              topic.admin(),
              feed.topic(),
              feed.partitions(),
              state,
              backlogCommitInterval()));
    } finally {
      delete(state);
    }
  }

  private Timed evaluate(List<PaymentTopic.Message> messages) throws Exception {
    Path state = Files.createTempDirectory("millrace-bench-state-");
    try (PaymentTopic topic = PaymentTopic.start(feed)) {
      topic.fill(messages);
      return timed(topic, GROUP, start(topic, state));
    } finally {
      delete(state);
    }
  }

  /** From the first commit, so that no start is in it, to the last. */
  private Timed timed(PaymentTopic topic, String group, AutoCloseable host) throws Exception {
    try (host) {
      long first = topic.awaitCommitted(group, 1);
      Timed.Watch watch = Timed.startWith(topic.broker().process());
      topic.awaitCommitted(group, records);
      return watch.stop(records - first);
    }
  }

  private FraudStream start(PaymentTopic topic, Path state) throws Exception {
    return FraudStream.start(
        settings(topic.broker().brokers(), state),
        DeclaredRules.unlessOthersAreInEffect(rules),
        DeclaredPayments.of(feed),
        StreamListener.NONE,
        said -> {},
        Clock.systemUTC());
  }

  private StreamSettings settings(String brokers, Path state) {
    return StreamSettings.of(brokers, FraudOutputs.LIVE, state)
        .with(Duration.ofMillis(commitMillis), threads);
  }

  /** What both sides of the comparison commit by. */
  private Duration backlogCommitInterval() {
    return settings("127.0.0.1:9092", Path.of("")).backlogCommitInterval();
  }

  private void latencies(PrintWriter out, List<PaymentTopic.Message> messages) throws Exception {
    Path state = Files.createTempDirectory("millrace-bench-state-");
    try (PaymentTopic topic = PaymentTopic.start(feed);
        FraudStream stream = start(topic, state)) {
      while (!stream.isRunning()) {
        LockSupport.parkNanos(50_000_000);
      }
      String brokers = topic.broker().brokers();
      try (AlertReader committed = new AlertReader(brokers, "read_committed", feed.partitions());
          AlertReader uncommitted =
              new AlertReader(brokers, "read_uncommitted", feed.partitions())) {
        int warmUp = Math.max(1, seconds / 3) * PER_SECOND;
        int timed = Math.min(messages.size() - warmUp, seconds * PER_SECOND);
        pace(topic, messages.subList(0, warmUp));
        Map<Integer, Map<Long, Long>> appended =
            pace(topic, messages.subList(warmUp, warmUp + timed));
        topic.awaitCommitted(GROUP, warmUp + timed);
        LockSupport.parkNanos(1_000_000_000);
        out.printf(
            Locale.ROOT,
            "%npayments at %,d/s for %d s, ms from the append of a payment to the reader%n",
            PER_SECOND,
            timed / PER_SECOND);
        print(out, "alerts, read_committed", committed.latencies("fraud-alerts", appended));
        print(out, "scores, read_committed", committed.latencies("risk-scores", appended));
        print(out, "alerts, read_uncommitted", uncommitted.latencies("fraud-alerts", appended));
        print(out, "scores, read_uncommitted", uncommitted.latencies("risk-scores", appended));
      }
    } finally {
      delete(state);
    }
  }

  /** Sends each when it is due, and notes when the broker appended it, by partition and offset. */
  private static Map<Integer, Map<Long, Long>> pace(
      PaymentTopic topic, List<PaymentTopic.Message> messages) {
    Map<Integer, Map<Long, Long>> appended = new ConcurrentHashMap<>();
    long start = System.nanoTime();
    for (int i = 0; i < messages.size(); i++) {
      long due = start + i * (1_000_000_000L / PER_SECOND);
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      topic.send(
          messages.get(i),
          (metadata, failure) ->
              appended
                  .computeIfAbsent(metadata.partition(), p -> new ConcurrentHashMap<>())
                  .put(metadata.offset(), metadata.timestamp()));
    }
    return appended;
  }

  private static void print(PrintWriter out, String what, long[] latencies) {
    out.printf(
        Locale.ROOT,
        "  %-25s %,7d: p50 %d, p99 %d, p99.9 %d, max %d%n",
        what,
        latencies.length,
        at(latencies, 0.5),
        at(latencies, 0.99),
        at(latencies, 0.999),
        at(latencies, 1));
    out.flush();
  }

  private static long at(long[] sorted, double share) {
    if (sorted.length == 0) {
      throw new IllegalStateException("The reader got nothing.");
    }
    return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
