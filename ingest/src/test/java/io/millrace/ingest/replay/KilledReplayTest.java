package io.millrace.ingest.replay;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay that something kills goes on by its position file, and no record is missing. */
class KilledReplayTest {
  private static final Feed ACTIVITY =
      FeedCatalog.load(Path.of("../conf/feeds")).require("activity");
  private static final String LINE =
      "10.0.0.1 - - [17/May/2015:10:05:00 +0000] \"GET /page/%d HTTP/1.1\" 200 17 \"-\" \"x\"\n";

  private static final int BATCH = 100;

  @TempDir Path folder;
  private final List<RunRecord> runs = new ArrayList<>();

  @Test
  void aKilledProcessLeavesNothingOutAndDoublesNoMoreThanWhatItHadNotNoted() throws Exception {
    Path file = lines(20_000);
    Path position = folder.resolve("position");
    try (TestBroker broker = TestBroker.start(folder.resolve("broker"))) {
      // given: kill -9 as soon as something of it is noted
      Process process = start(broker, file, position);
      await()
          .atMost(60, SECONDS)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> noted(position) > 0 || !process.isAlive());
      process.destroyForcibly().waitFor();
      assertThat(process.exitValue()).describedAs("ended by the signal").isEqualTo(137);
      long noted = noted(position);
      assertThat(noted).isBetween(1L, 19_999L);

      // when
      ReplayResult result =
          replay(broker, Duration.ofSeconds(30), file, position, ReplayListener.SILENT);

      // then
      List<ConsumerRecord<byte[], byte[]>> records = broker.read(ACTIVITY.topic());
      assertThat(pages(records)).hasSize(20_000);
      assertThat(records)
          .describedAs("no more than one batch is doubled")
          .hasSizeBetween(20_000, 20_000 + BATCH);
      assertThat(ids(records)).describedAs("doubles have the same ids").hasSize(20_000);
      assertThat(records).allMatch(r -> result.run().runId().equals(TestBroker.runOf(r)));
      assertThat(result.run().records()).isEqualTo(20_000);
      assertThat(
              result.run().ranges().stream().mapToLong(r -> r.untilOffset() - r.fromOffset()).sum())
          .describedAs("the run's ranges hold the doubles too")
          .isEqualTo(records.size());
      assertThat(runs).containsExactly(result.run());
    }
  }

  @Test
  void aBrokerThatGoesAwayAndComesBackIsGoneOnWith() throws Exception {
    // given: the broker goes in the middle
    Path file = lines(50_000);
    Path position = folder.resolve("position");
    Path state = folder.resolve("broker");
    TestBroker broker = TestBroker.start(state);
    ReplayFailedException failure =
        catchThrowableOfType(
            ReplayFailedException.class,
            () -> replay(broker, Duration.ofSeconds(3), file, position, stopping(broker, 20_000)));
    assertThat(failure).hasMessageContaining("The same command goes on after line");
    assertThat(runs).isEmpty();

    // when
    broker.startAgain();
    try (broker) {
      ReplayResult result =
          replay(broker, Duration.ofSeconds(30), file, position, ReplayListener.SILENT);

      // then
      List<ConsumerRecord<byte[], byte[]>> records = broker.read(ACTIVITY.topic());
      assertThat(pages(records)).hasSize(50_000);
      assertThat(ids(records)).hasSize(50_000);
      assertThat(result.run().records()).isEqualTo(50_000);
      assertThat(runs).containsExactly(result.run());
    }
  }

  private static ReplayListener stopping(TestBroker broker, long records) {
    return new ReplayListener() {
      @Override
      public void progress(ReplayProgress progress) {
        if (progress.records() >= records) {
          broker.stop();
        }
      }

      @Override
      public void ended(ReplayResult result) {}
    };
  }

  private ReplayResult replay(
      TestBroker broker, Duration timeout, Path file, Path position, ReplayListener listener) {
    ReplaySettings settings = ReplaySettings.of(broker.brokers()).withDeliveryTimeout(timeout);
    return new Replayer(settings, runs::add, Clock.systemUTC())
        .replay(plan(position), List.of(new SourceFile(file)), new StopSignal(), listener)
        .get(0);
  }

  private static ReplayPlan plan(Path position) {
    return ReplayPlan.onto(ACTIVITY)
        .source("access-log")
        .batches(new Batches(BATCH, Duration.ofMillis(10)))
        .position(position)
        .build();
  }

  private static Process start(TestBroker broker, Path file, Path position) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            KilledReplayTest.class.getName(),
            broker.brokers(),
            file.toString(),
            position.toString())
        .inheritIO()
        .start();
  }

  /** The process that is killed. */
  public static void main(String[] args) {
    new Replayer(ReplaySettings.of(args[0]), run -> {}, Clock.systemUTC())
        .replay(
            plan(Path.of(args[2])),
            List.of(new SourceFile(Path.of(args[1]))),
            new StopSignal(),
            ReplayListener.SILENT);
  }

  private static long noted(Path position) throws IOException {
    return Files.exists(position) ? Position.parse(Files.readString(position)).records() : 0;
  }

  private Path lines(int count) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      text.append(LINE.formatted(i));
    }
    return Files.writeString(folder.resolve("access.log"), text);
  }

  private static Set<Object> pages(List<ConsumerRecord<byte[], byte[]>> records) {
    return distinct(records, "page");
  }

  private static Set<Object> ids(List<ConsumerRecord<byte[], byte[]>> records) {
    return distinct(records, "event_id");
  }

  private static Set<Object> distinct(List<ConsumerRecord<byte[], byte[]>> records, String field) {
    RecordDecoder decoder = new RecordDecoder(ACTIVITY);
    Set<Object> values = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      Valid valid = (Valid) decoder.decode(record.value(), record.timestamp());
      values.add(valid.values()[ACTIVITY.indexOf(field)]);
    }
    return values;
  }
}
