package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A backfill that was killed and run again writes what a run without interruption wrote. */
@Order(220)
@ExtendWith(SharedCluster.class)
class BackfillTest {

  private static final String[] BACKFILL = {
    "workflow", "backfill", "--from", "2010-11-29", "--to", "2010-12-03", "--days-per-run", "2"
  };

  private final TestCluster cluster;

  BackfillTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void killedAndRunAgainItComputesEachDayOnceAndChangesNothing() {
    try (Hive hive = cluster.hive()) {
      // given
      Snapshot before = Snapshot.of(hive);
      int earlier = cluster.oozie().workflows().size();

      // then the plan is shown, and nobody answers the question
      assertThat(cluster.millrace().run(with("--dry-run")).requireSuccess().out())
          .contains(
              "3 days in 2 runs", "2010-12-01..2010-12-02", "Left out", "2010-11-29..2010-11-30");
      assertThat(cluster.millrace().run(BACKFILL).exitCode()).isEqualTo(2);
      assertThat(cluster.oozie().workflows()).hasSize(earlier);

      // when
      Millrace.Running backfill = cluster.millrace().start(with("--yes"));
      await("its first workflow")
          .atMost(Duration.ofMinutes(1))
          .until(() -> Files.readString(backfill.err()).contains("Run 1 of 2") || backfill.ended());
      backfill.process().destroyForcibly();
      backfill.await(Duration.ofMinutes(1));
      Outcome resumed = cluster.millrace().run(with("--yes")).requireSuccess();

      // then
      assertThat(resumed.out()).contains("Goes on with backfill daily_2010-11-29_2010-12-03-001");
      assertThat(resumed.err()).contains("begun before", "is done: 3 days");
      assertThat(cluster.oozie().workflows()).hasSize(earlier + 2);
      assertThat(Snapshot.of(hive)).isEqualTo(before);
    }
  }

  private static String[] with(String option) {
    String[] all = java.util.Arrays.copyOf(BACKFILL, BACKFILL.length + 1);
    all[BACKFILL.length] = option;
    return all;
  }
}
