package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.KilledDay.Strike;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * All that takes part in a daily run is killed in one, each once. {@code acceptance/kills} does it
 * at random moments, again and again.
 */
@Order(205)
@ExtendWith(SharedCluster.class)
class KilledDayTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private final TestCluster cluster;

  KilledDayTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void aDayOfWhichEverythingWasKilledOnceEndsWellAndItsReadersSeeNothingOfIt() throws Exception {
    // given
    cluster.demo();
    List<Strike> strikes =
        List.of(
            new Strike(Victim.OOZIE, "curate", AT_ONCE),
            new Strike(Victim.DRIVER, "curate", Duration.ofSeconds(5)),
            new Strike(Victim.LAUNCHER, "activity", AT_ONCE),
            new Strike(Victim.HIVESERVER2, "records", AT_ONCE),
            new Strike(Victim.METASTORE, "publish", AT_ONCE));

    // when
    KilledDay.Ending ending = new KilledDay(cluster.millrace(), "2015-05-18").run(strikes);

    // then
    assertThat(ending.wrong()).isEmpty();
    assertThat(ending.reruns()).isLessThanOrEqualTo(1);
    assertThat(ending.answers()).isPositive();
  }
}
