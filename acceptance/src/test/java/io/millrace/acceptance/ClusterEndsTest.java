package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** At the end nothing of the cluster is left but its files. */
@Order(900)
@ExtendWith(SharedCluster.class)
class ClusterEndsTest {

  private final TestCluster cluster;

  ClusterEndsTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  @Order(1)
  void theStreamingApplicationEndsWhenAsked() {
    // when
    Outcome stop = cluster.millrace().run("stream", "stop").requireSuccess();

    // then
    assertThat(stop.err()).contains("The streaming application has ended.");
    assertThat(cluster.yarn().applications())
        .filteredOn(application -> application.name().equals("millrace-streaming"))
        .allMatch(application -> application.state().equals("FINISHED"))
        .allMatch(application -> application.end().equals("SUCCEEDED"));
  }

  @Test
  @Order(2)
  void downLeavesNoProcessBehind() {
    // when
    Outcome down = cluster.millrace().run("down").requireSuccess();

    // then
    assertThat(down.err()).contains("Stopped:", "namenode", "oozie");
    assertThat(cluster.processes().all()).isEmpty();
    assertThat(cluster.millrace().run("status").exitCode()).isEqualTo(6);
  }
}
