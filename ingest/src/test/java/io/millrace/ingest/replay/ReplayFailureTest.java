package io.millrace.ingest.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.ingest.broker.TestBroker;
import io.millrace.ingest.line.UnusableFileException;
import io.millrace.ingest.publish.RunLog;
import io.millrace.ingest.topic.TopicException;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a replay says and leaves when it cannot come to its end. */
class ReplayFailureTest {
  private static final FeedCatalog FEEDS = FeedCatalog.load(Path.of("../conf/feeds"));
  private static final Feed ACTIVITY = FEEDS.require("activity");
  private static final String LINE =
      "10.0.0.1 - - [17/May/2015:10:05:00 +0000] \"GET /page HTTP/1.1\" 200 17 \"-\" \"x\"\n";

  @TempDir Path folder;

  private final List<RunRecord> recorded = new ArrayList<>();

  @Test
  void brokerThatGoesAwayEndsTheReplayWithWhatWasAcknowledged() throws Exception {
    Path file = write("many.log", LINE.repeat(50_000));
    try (TestBroker broker = TestBroker.start(folder.resolve("broker"))) {
      Replayer replayer = replayer(broker.brokers(), Duration.ofSeconds(3));
      Consumer<ReplayProgress> stopInTheMiddle =
          progress -> {
            if (progress.lines() == 20_000) {
              broker.stop();
            }
          };

      ReplayFailedException failure =
          catchThrowableOfType(
              ReplayFailedException.class,
              () -> OneFile.replay(replayer, ACTIVITY, file, Optional.empty(), stopInTheMiddle));

      assertThat(failure.acknowledged().records()).isBetween(1L, 49_999L);
      assertThat(failure)
          .hasMessageContaining("many.log stopped after line ")
          .hasMessageContaining(
              "Acknowledged before: " + failure.acknowledged().records() + " records (activity-")
          .hasMessageContaining("Replay the file again");
      assertThat(recorded).isEmpty();
    }
  }

  @Test
  void endThatCannotBeRecordedIsNoSuccess() throws Exception {
    Path file = write("one.log", LINE);
    try (TestBroker broker = TestBroker.start(folder.resolve("broker"))) {
      RunLog full =
          run -> {
            throw new IOException("no space left");
          };
      Replayer replayer =
          new Replayer(ReplaySettings.of(broker.brokers()), full, Clock.systemUTC());

      assertThatThrownBy(
              () ->
                  OneFile.replay(
                      replayer, ACTIVITY, file, Optional.empty(), ReplayFailureTest::ignore))
          .isInstanceOf(ReplayFailedException.class)
          .hasMessageContaining("its end could not be recorded: no space left")
          .hasMessageContaining("1 records (activity-");
    }
  }

  @Test
  void fileThatIsNoCsvOfTheSourceIsRefusedBeforeAnythingIsSent() throws Exception {
    Feed orders = FEEDS.require("orders");
    try (TestBroker broker = TestBroker.start(folder.resolve("broker"))) {
      Replayer replayer = replayer(broker.brokers(), Duration.ofSeconds(30));

      assertThatThrownBy(
              () ->
                  OneFile.replay(
                      replayer,
                      orders,
                      write("a.csv", LINE),
                      Optional.of("online-retail"),
                      ReplayFailureTest::ignore))
          .isInstanceOf(UnusableFileException.class)
          .hasMessageContaining("lacks the columns Country, CustomerID, Description");
      assertThatThrownBy(
              () ->
                  OneFile.replay(
                      replayer,
                      orders,
                      write("b.csv", ""),
                      Optional.of("online-retail"),
                      ReplayFailureTest::ignore))
          .isInstanceOf(UnusableFileException.class)
          .hasMessageContaining("the file is empty");
      assertThat(broker.read(orders.topic())).isEmpty();
      assertThat(broker.read(orders.dlqTopic())).isEmpty();
      assertThat(recorded).isEmpty();
    }
  }

  @Test
  void brokerThatIsNotThereIsNamedAsSuch() throws Exception {
    Path file = write("one.log", LINE);

    assertThatThrownBy(
            () ->
                OneFile.replay(
                    replayer("127.0.0.1:9", Duration.ofSeconds(2)),
                    ACTIVITY,
                    file,
                    Optional.empty(),
                    ReplayFailureTest::ignore))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("list topics; is the broker up?");
  }

  @Test
  void missingAndDamagedFilesAreRefusedWithoutABroker() throws Exception {
    byte[] sample = Files.readAllBytes(Path.of("../samples/web-log/apache_logs.gz"));
    Path cut = folder.resolve("cut.gz");
    Files.write(cut, Arrays.copyOf(sample, sample.length / 2));
    Replayer replayer = replayer("127.0.0.1:9", Duration.ofSeconds(2));

    assertThatThrownBy(
            () ->
                OneFile.replay(
                    replayer,
                    ACTIVITY,
                    folder.resolve("none"),
                    Optional.empty(),
                    ReplayFailureTest::ignore))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("There is no file");
    assertThatThrownBy(
            () ->
                OneFile.replay(
                    replayer, ACTIVITY, folder, Optional.empty(), ReplayFailureTest::ignore))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("is no regular file");
    assertThatThrownBy(
            () ->
                OneFile.replay(
                    replayer, ACTIVITY, cut, Optional.empty(), ReplayFailureTest::ignore))
        .isInstanceOf(UnusableFileException.class)
        .hasMessageContaining("damaged or cut off");
    assertThatThrownBy(
            () ->
                OneFile.replay(
                    replayer, ACTIVITY, cut, Optional.of("nginx"), ReplayFailureTest::ignore))
        .isInstanceOf(UnknownSourceException.class)
        .hasMessage(
            "There is no source nginx. Feed activity declares the sources access-log; its own format is the source feed.");
  }

  private static void ignore(ReplayProgress progress) {}

  private Replayer replayer(String brokers, Duration deliveryTimeout) {
    ReplaySettings settings = ReplaySettings.of(brokers).withDeliveryTimeout(deliveryTimeout);
    return new Replayer(settings, recorded::add, Clock.systemUTC());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
