package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A driver that is killed while it lands loses nothing and doubles nothing. */
@Order(400)
@ExtendWith(SharedCluster.class)
class DriverKilledTest {

  private static final int YEAR = 2014;
  private static final String DAY = YEAR + "-05-17";
  private static final int COPIES = 120;
  private static final String LOG = "/millrace/ops/landing_commits/feed=activity";

  private final TestCluster cluster;

  DriverKilledTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void everyRecordIsThereOnceAfterTheDriverWasKilledDuringAReplay() throws IOException {
    // given a replay under way, part of which has landed
    List<String> lines = AccessLogLines.ofOneDayIn(YEAR);
    Path file = write(lines);
    Yarn.Application application = cluster.yarn().streaming();
    String master = last(cluster.yarn().masterContainers(application.id()));
    Processes.Running driver = cluster.processes().inContainer(master);
    long committed = commits();
    Millrace.Running replay =
        cluster.millrace().start("replay", file.toString(), "--feed", "activity", "--wait");
    await("the replay's first batch")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> commits() > committed || replay.ended());
    assertThat(replay.ended()).as("the driver is killed while it lands").isFalse();

    // when
    assertThat(ProcessHandle.of(driver.pid()).orElseThrow().destroyForcibly()).isTrue();
    Outcome outcome = replay.await(Duration.ofMinutes(8));

    // then the same application's next attempt has landed the rest
    outcome.requireSuccess();
    assertThat(cluster.yarn().streaming().id()).isEqualTo(application.id());
    assertThat(last(cluster.yarn().masterContainers(application.id()))).isNotEqualTo(master);
    long records = (long) lines.size() * COPIES;
    try (Hive hive = cluster.hive()) {
      assertThat(
              hive.rows(
                  """
                  SELECT count(*), count(DISTINCT event_id),
                         count(DISTINCT kafka_partition, kafka_offset)
                  FROM raw.activity WHERE dt = '%s'
                  """
                      .formatted(DAY)))
          .containsExactly(List.of("" + records, "" + records, "" + records));
      assertThat(
              hive.rows(
                  """
                  SELECT kafka_partition, kafka_offset, count(*) FROM raw.activity
                  GROUP BY kafka_partition, kafka_offset HAVING count(*) > 1 LIMIT 10
                  """))
          .as("offsets that are there twice")
          .isEmpty();
    }
    cluster.millrace().run("audit").requireSuccess();
  }

  private long commits() {
    return cluster.hdfs().files(LOG).stream()
        .filter(file -> file.name().matches("\\d{12}\\.json"))
        .count();
  }

  private static Path write(List<String> lines) throws IOException {
    Path file = Checkout.target().resolve("much-activity.log");
    try (BufferedWriter writer = Files.newBufferedWriter(file, UTF_8)) {
      for (int copy = 0; copy < COPIES; copy++) {
        for (String line : lines) {
          writer.write(line);
          writer.write('\n');
        }
      }
    }
    return file;
  }

  private static String last(List<String> texts) {
    return texts.get(texts.size() - 1);
  }
}
