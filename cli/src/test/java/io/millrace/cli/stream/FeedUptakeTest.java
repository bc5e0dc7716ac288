package io.millrace.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.model.landing.LandingPaths;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedUptakeTest {

  private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

  @TempDir Path root;

  private final QuickClock clock = new QuickClock();
  private Hdfs hdfs;
  private LandingPaths paths;

  @BeforeEach
  void open() throws IOException {
    hdfs = Hdfs.at("file://" + root, new Configuration());
    paths = new LandingPaths(hdfs.root(), "rides");
    hdfs.create(paths.declaredVersion(), "1\n");
  }

  @AfterEach
  void close() throws IOException {
    hdfs.close();
  }

  @Test
  void aVersionThatLandingRefusesEndsTheWaitWithLandingsOwnReason() throws IOException {
    hdfs.create(paths.refusedVersion(), "v0002: topic other, but the log is that of rides\n");

    assertThatThrownBy(() -> uptake().await(Map.of("rides", 2)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("feed rides")
        .hasMessageContaining("v0002: topic other, but the log is that of rides");
    assertThat(clock.elapsed()).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  void aNoteAboutAnEarlierVersionIsNoReasonToStopWaiting() throws IOException {
    hdfs.create(paths.refusedVersion(), "v0002: topic other\n");
    clock.step = Duration.ofSeconds(20);

    assertThatThrownBy(() -> uptake().await(Map.of("rides", 3)))
        .hasMessageContaining("has not taken up rides v0003 within")
        .hasMessageNotContaining("topic other");
    assertThat(clock.elapsed()).isGreaterThan(Duration.ofMinutes(2));
  }

  @Test
  void aRefusalThatLandingTakesBackIsNoFailure() throws Exception {
    // given a note that goes, as when this apply has just brought the salt
    hdfs.create(paths.refusedVersion(), "v0002: there is no salt\n");
    clock.after(
        Duration.ofSeconds(3),
        () -> {
          hdfs.delete(paths.refusedVersion());
          hdfs.delete(paths.declaredVersion());
          hdfs.create(paths.declaredVersion(), "2\n");
        });

    uptake().await(Map.of("rides", 2));

    assertThat(uptake().pending(Map.of("rides", 2))).isEmpty();
  }

  private FeedUptake uptake() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new FeedUptake(hdfs, new Console(nowhere, nowhere, false, clock), clock);
  }

  private interface Change {
    void happen() throws IOException;
  }

  /** Goes on by a step whenever it is asked. */
  private static final class QuickClock extends Clock {
    private Instant now = START;
    private Duration step = Duration.ofSeconds(1);
    private Instant changeAt = Instant.MAX;
    private Change change;

    void after(Duration time, Change what) {
      changeAt = now.plus(time);
      change = what;
    }

    Duration elapsed() {
      return Duration.between(START, now);
    }

    @Override
    public Instant instant() {
      now = now.plus(step);
      if (!now.isBefore(changeAt)) {
        changeAt = Instant.MAX;
        try {
          change.happen();
        } catch (IOException e) {
          throw new AssertionError(e);
        }
      }
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
