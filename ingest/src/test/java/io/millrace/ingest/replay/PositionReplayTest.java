package io.millrace.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.generate.StopSignal;
import io.millrace.ingest.line.SourceFile;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.RecordDecoder;
import io.millrace.model.record.Valid;
import io.millrace.model.run.OffsetRange;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays that end early and go on from their position file. */
class PositionReplayTest {
  private static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @TempDir static Path brokerFolder;
  private static TestBroker broker;
  private static int feeds;

  @TempDir Path folder;
  private Feed feed;
  private Path position;
  private final List<RunRecord> runs = new ArrayList<>();

  @BeforeAll
  static void startBroker() throws Exception {
    broker = TestBroker.start(brokerFolder);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  /** A topic of its own for each test. */
  @BeforeEach
  void declareFeed() throws IOException {
    String yaml =
        Files.readString(Path.of("../conf/feeds/orders.yaml"))
            .replace("topic: orders", "topic: orders-" + feeds++);
    feed =
        FeedCatalog.parse("orders", yaml, Files.readString(Path.of("../conf/feeds/orders.avsc")));
    position = folder.resolve("orders.position");
  }

  @Test
  void whatWasEndedEarlyGoesOnInTheSameRunWithoutMissingOrDoubling() throws Exception {
    // given: ended in the middle of a batch
    Path file = orders("a.csv", 100);
    ReplayStoppedException stopped = endedAfter(30, batches(), file);
    assertThat(stopped).hasMessageContaining("The same command goes on after line");
    assertThat(runs).isEmpty();
    int before = broker.read(feed.topic()).size();
    assertThat(before).isBetween(30, 99);

    // when
    ReplayResult result = replay(batches(), file).get(0);

    // then
    List<ConsumerRecord<byte[], byte[]>> records = broker.read(feed.topic());
    assertThat(values("transaction_id"))
        .containsExactlyInAnyOrderElementsOf(numbers("a.csv", 1, 100));
    assertThat(values("batch_number").stream().distinct()).hasSize(10);
    assertThat(records).allMatch(r -> result.run().runId().equals(TestBroker.runOf(r)));
    assertThat(result.how()).isEqualTo(ReplayResult.How.CONTINUED);
    assertThat(result.run().records()).isEqualTo(100);
    assertThat(covered(result.run())).isEqualTo(100);
    assertThat(result.deadLetters()).containsOnlyKeys("MALFORMED").containsValue(10L);
    assertThat(runs).containsExactly(result.run());
  }

  @Test
  void aFinishedOneSaysSoAndSendsNothing() throws Exception {
    // given
    Path file = orders("a.csv", 20);
    RunRecord run = replay(batches(), file).get(0).run();

    // when
    ReplayResult again = replay(batches(), file).get(0);

    // then
    assertThat(again.how()).isEqualTo(ReplayResult.How.EARLIER);
    assertThat(again.run()).isEqualTo(run);
    assertThat(broker.read(feed.topic())).hasSize(20);
    assertThat(runs).containsExactly(run);
  }

  @Test
  void aFolderIsGoneOnWithByWhatIsNewInIt() throws Exception {
    // given
    Path first = orders("a.csv", 20);
    replay(batches(), first);

    // when
    List<ReplayResult> results = replay(batches(), first, orders("b.csv", 15));

    // then
    assertThat(results)
        .extracting(ReplayResult::how)
        .containsExactly(ReplayResult.How.EARLIER, ReplayResult.How.WHOLE);
    assertThat(broker.read(feed.topic())).hasSize(35);
    assertThat(values("batch_number").stream().distinct())
        .describedAs("batches go on counting")
        .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
  }

  @Test
  void theMostRecordsCountOverBothParts() throws Exception {
    // given
    Path file = orders("a.csv", 100);
    ReplayPlan plan = plan().maxRecords(50).build();
    endedAfter(20, plan, file);

    // when
    replay(plan, file);
    ReplayResult again = replay(plan, file).get(0);

    // then
    assertThat(values("transaction_id"))
        .containsExactlyInAnyOrderElementsOf(numbers("a.csv", 1, 50));
    assertThat(again.how()).isEqualTo(ReplayResult.How.EARLIER);
  }

  @Test
  void aChangedFileIsRefused() throws Exception {
    // given
    Path file = orders("a.csv", 100);
    endedAfter(20, batches(), file);
    int before = broker.read(feed.topic()).size();

    // when
    Files.writeString(file, "more\n", StandardOpenOption.APPEND);

    // then
    assertThatThrownBy(() -> replay(batches(), file))
        .isInstanceOf(UnusablePositionException.class)
        .hasMessageContaining("a.csv is not the file of the position")
        .hasMessageContaining("Name another position file");
    assertThat(broker.read(feed.topic())).hasSize(before);
  }

  @Test
  void aPositionOfAnotherReplayOrOfNothingIsRefused() throws Exception {
    Path file = orders("a.csv", 20);
    replay(batches(), file);

    assertThatThrownBy(() -> replay(plan().maxRecords(5).build(), file))
        .isInstanceOf(UnusablePositionException.class)
        .hasMessageContaining(
            "--batch-size was 10 and is not given, --max-records was not given and is 5");
    Files.writeString(position, "{}");
    assertThatThrownBy(() -> replay(batches(), file))
        .isInstanceOf(UnusablePositionException.class)
        .hasMessageContaining("holds no position of a replay");
  }

  @Test
  void onlyOneReplayAtATimeHasAPosition() throws Exception {
    // given
    Path file = orders("a.csv", 100);
    List<Throwable> second = new ArrayList<>();

    // when: another begins in the middle of the first
    replay(
        batches(),
        new StopSignal(),
        p -> {
          if (second.isEmpty() && p.records() == 50) {
            second.add(
                catchThrowableOfType(PositionInUseException.class, () -> replay(batches(), file)));
          }
        },
        file);

    // then
    assertThat(second)
        .singleElement()
        .matches(e -> e.getMessage().contains("Another replay is going on by the position file"));
    assertThat(broker.read(feed.topic())).hasSize(100);
  }

  @Test
  void aFileChangedMeanwhileEndsWithoutARecordAndIsRefusedAfterwards() throws Exception {
    // given
    Path file = orders("a.csv", 100);
    StopSignal stop = new StopSignal();

    // when
    ReplayFailedException failure =
        catchThrowableOfType(
            ReplayFailedException.class,
            () -> replay(batches(), stop, p -> appendAt(p, 50, file), file));

    // then
    assertThat(failure).hasMessageContaining("it was changed while it was replayed");
    assertThat(runs).isEmpty();
    assertThatThrownBy(() -> replay(batches(), file)).isInstanceOf(UnusablePositionException.class);
  }

  private static void appendAt(ReplayProgress progress, long records, Path file) {
    if (progress.records() == records) {
      try {
        Files.writeString(file, "more\n", StandardOpenOption.APPEND);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  private ReplayStoppedException endedAfter(long records, ReplayPlan plan, Path file) {
    StopSignal stop = new StopSignal();
    Consumer<ReplayProgress> stopThen =
        progress -> {
          if (progress.records() >= records) {
            stop.request();
          }
        };
    return catchThrowableOfType(
        ReplayStoppedException.class, () -> replay(plan, stop, stopThen, file));
  }

  private ReplayPlan.Builder plan() {
    return ReplayPlan.onto(feed).source("online-retail").position(position);
  }

  private ReplayPlan batches() {
    return plan().batches(new Batches(10, Duration.ZERO)).build();
  }

  private List<ReplayResult> replay(ReplayPlan plan, Path... files) {
    return replay(plan, new StopSignal(), p -> {}, files);
  }

  private List<ReplayResult> replay(
      ReplayPlan plan, StopSignal stop, Consumer<ReplayProgress> progress, Path... files) {
    ReplayListener listener =
        new ReplayListener() {
          @Override
          public void progress(ReplayProgress p) {
            progress.accept(p);
          }

          @Override
          public void ended(ReplayResult result) {}
        };
    return new Replayer(ReplaySettings.of(broker.brokers()), runs::add, Clock.systemUTC())
        .replay(plan, Arrays.stream(files).map(SourceFile::new).toList(), stop, listener);
  }

  /** That many orders; after each tenth of them a line that is none. */
  private Path orders(String name, int count) throws IOException {
    StringBuilder text = new StringBuilder(HEADER);
    for (int i = 1; i <= count; i++) {
      text.append("%s-%d,sku,what,1,2010-12-01 08:00:00,2.5,c,EIRE\n".formatted(name, i));
      if (i % 10 == 0) {
        text.append("rubbish\n");
      }
    }
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<String> numbers(String name, int from, int to) {
    List<String> ids = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      ids.add(name + "-" + i);
    }
    return ids;
  }

  private List<Object> values(String field) {
    RecordDecoder decoder = new RecordDecoder(feed);
    return broker.read(feed.topic()).stream()
        .map(r -> ((Valid) decoder.decode(r.value(), r.timestamp())).values())
        .map(row -> row[feed.indexOf(field)])
        .toList();
  }

  private static long covered(RunRecord run) {
    return run.ranges().stream().mapToLong(PositionReplayTest::size).sum();
  }

  private static long size(OffsetRange range) {
    return range.untilOffset() - range.fromOffset();
  }
}
