package io.millrace.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.Checkout;
import io.millrace.acceptance.SharedCluster;
import io.millrace.acceptance.TestCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The short form of {@code acceptance/faults}: what befalls a driver, and nothing that other tests
 * would notice. The application on YARN has to rest meanwhile, since it lands every feed.
 */
@Order(800)
@Tag("thorough")
@ExtendWith(SharedCluster.class)
@TestInstance(Lifecycle.PER_CLASS)
class LandingUnderFaultsTest {

  private static final long SEED = 20;
  private static final int FAULTS = 6;
  private static final Duration RECOVERED_WITHIN = Duration.ofMinutes(2);

  private final TestCluster cluster;
  private final FaultCluster faulted;
  private final FaultRun run;

  LandingUnderFaultsTest(TestCluster cluster) {
    this.cluster = cluster;
    this.faulted = new FaultCluster(cluster.millrace());
    this.run =
        new FaultRun(
            faulted,
            new FaultSettings(SEED, FAULTS, 200, 120, RECOVERED_WITHIN),
            System.out::println);
  }

  @BeforeAll
  void theApplicationRests() {
    cluster.millrace().run("stream", "stop").requireSuccess();
  }

  @AfterAll
  void theApplicationGoesOn() {
    faulted.close();
    cluster.millrace().run("stream", "start").requireSuccess();
  }

  @Test
  @Order(1)
  void aReaderNoticesNothingOfWhatBefallsTheDriver() throws InterruptedException {
    // when
    FaultReport report =
        run.run(
            FaultDeck::unnoticed,
            reader ->
                new Drivers(
                    new DriverLaunch(
                        cluster.millrace(), Checkout.target().resolve("faults/logs"))));

    // then
    assertThat(report.wrong()).as(String.join("\n", report.lines())).isEmpty();
    assertThat(report.injected()).isEqualTo(FAULTS);
  }

  @Test
  @Order(2)
  void aPlantedDuplicateIsNoticed() throws InterruptedException {
    assertThat(run.noticed(Plant.DUPLICATE))
        .anyMatch(seen -> seen.contains("different offsets"))
        .anyMatch(compared -> compared.endsWith("is there twice"));
  }

  @Test
  @Order(3)
  void aPlantedLossIsNoticed() throws InterruptedException {
    // a query that was planned before finds the file gone
    assertThat(run.noticed(Plant.LOSS))
        .anyMatch(seen -> seen.endsWith("were seen") || seen.startsWith("a query failed"))
        .anyMatch(compared -> compared.endsWith("is lost"));
  }
}
