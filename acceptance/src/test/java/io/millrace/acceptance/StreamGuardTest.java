package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;

/**
 * The guard looks with Oozie's own launcher, and leaves what runs alone. It waits for Oozie's
 * clock, and is off again before any test ends the application.
 */
@Execution(CONCURRENT)
@ExtendWith(SharedCluster.class)
class StreamGuardTest {

  private static final Duration LOOKED_WITHIN = Duration.ofMinutes(2);

  private final TestCluster cluster;

  StreamGuardTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void itLooksAndLeavesWhatRunsAlone() throws IOException {
    // given
    String application = application();

    // when
    cluster.millrace().run("stream", "guard", "on", "--every", "60").requireSuccess();

    // then
    await()
        .atMost(LOOKED_WITHIN)
        .until(
            () -> cluster.millrace().run("stream", "guard", "status").requireSuccess().out(),
            status -> status.contains("succeeded"));
    assertThat(application()).isEqualTo(application);

    // when
    cluster.millrace().run("stream", "guard", "off").requireSuccess();

    // then
    Outcome status = cluster.millrace().run("stream", "guard", "status");
    assertThat(status.exitCode()).isEqualTo(6);
    assertThat(status.out()).contains("The guard is off");
  }

  private String application() throws IOException {
    String status = cluster.millrace().run("stream", "status", "--json").requireSuccess().out();
    return new ObjectMapper().readTree(status).path("applications").path(0).path("id").asText();
  }
}
