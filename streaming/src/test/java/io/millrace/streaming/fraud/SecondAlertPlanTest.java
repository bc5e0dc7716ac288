package io.millrace.streaming.fraud;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.landing.Landing;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingState;
import io.millrace.streaming.HdfsFiles;
import io.millrace.streaming.HdfsLandingStore;
import io.millrace.streaming.live.LocalLive;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of applications that claim the feed of payments the last sends alerts of the second stage. */
class SecondAlertPlanTest {

  @TempDir private Path root;
  private LocalLive local;
  private HdfsFiles files;
  private LandingPaths payments;

  @BeforeEach
  void emptyLog() throws Exception {
    local = new LocalLive(root, "alerts");
    files = local.files();
    payments = new LandingPaths(root.toUri().toString().replaceAll("/$", ""), "transactions");
  }

  @Test
  void anApplicationWhoseFeedAnotherHasTakenOverDoesNotBegin() {
    claim("first");
    assertThatCode(() -> SecondAlertPlan.requireOwned(files, payments, "first"))
        .doesNotThrowAnyException();

    claim("second");

    assertThatThrownBy(() -> SecondAlertPlan.requireOwned(files, payments, "first"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("another application lands transactions, and sends these alerts");
    assertThatCode(() -> SecondAlertPlan.requireOwned(files, payments, "second"))
        .doesNotThrowAnyException();
  }

  @Test
  void anApplicationThatHasNotClaimedTheFeedDoesNotBegin() {
    assertThatThrownBy(() -> SecondAlertPlan.requireOwned(files, payments, "first"))
        .isInstanceOf(IllegalStateException.class);
  }

  private void claim(String attempt) {
    Clock clock = Clock.systemUTC();
    new Landing(new HdfsLandingStore(files, payments, local.catalog(), clock), clock)
        .settle(new LandingState.Starting(attempt));
  }
}
