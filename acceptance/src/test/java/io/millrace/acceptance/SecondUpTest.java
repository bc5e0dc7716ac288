package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is up stays as it is. */
@Order(110)
@ExtendWith(SharedCluster.class)
class SecondUpTest {

  private final TestCluster cluster;

  SecondUpTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  @Order(1)
  void aSecondUpSaysSoAndTouchesNothing() throws IOException {
    // given
    Map<String, Long> before = pids();

    // when
    Outcome up = cluster.millrace().run("up");

    // then
    assertThat(up.exitCode()).as(up.toString()).isZero();
    assertThat(up.err()).contains("The cluster is up already");
    up.requireNoStackTrace();
    assertThat(pids()).isEqualTo(before).hasSize(9);
  }

  @Test
  @Order(2)
  void aSecondStreamStartIsRefused() {
    // when
    Outcome start = cluster.millrace().run("stream", "start");

    // then
    assertThat(start.exitCode()).as(start.toString()).isEqualTo(5);
    assertThat(start.err()).contains("runs already", "millrace stream stop");
    start.requireNoStackTrace();
  }

  private Map<String, Long> pids() throws IOException {
    Outcome status = cluster.millrace().run("status", "--json").requireSuccess();
    Map<String, Long> pids = new TreeMap<>();
    for (JsonNode service : new ObjectMapper().readTree(status.out()).path("services")) {
      assertThat(service.path("state").asText()).isEqualTo("running");
      pids.put(service.path("service").asText(), service.path("pid").asLong());
    }
    return pids;
  }
}
