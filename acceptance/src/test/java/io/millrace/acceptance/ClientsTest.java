package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The ecosystem's own clients, with the right configuration, and what tells how things stand. */
@Order(115)
@ExtendWith(SharedCluster.class)
class ClientsTest {

  private final TestCluster cluster;

  ClientsTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  void hdfsListsTheZones() {
    assertThat(run("hdfs", "dfs", "-ls", "/millrace"))
        .contains("/millrace/raw", "/millrace/dw", "/millrace/mart", "/millrace/reports");
  }

  @Test
  void yarnListsTheStreamingApplication() {
    assertThat(run("yarn", "application", "-list", "-appStates", "RUNNING"))
        .contains("millrace-streaming", "streaming");
  }

  @Test
  void kafkaTopicsListsFeedsAndDeadLetters() {
    assertThat(run("kafka-topics", "--list").lines())
        .contains("activity", "activity.dlq", "orders", "orders.dlq");
    assertThat(run("kafka-topics", "--describe", "--topic", "activity"))
        .contains("PartitionCount: 3", "message.timestamp.type=LogAppendTime");
  }

  @Test
  void oozieListsTheWorkflow() {
    assertThat(run("oozie", "jobs")).contains("daily", "SUCCEEDED");
  }

  @Test
  void logsShowsTheEndOfAServicesLogWithoutALineForEachRequest() {
    assertThat(run("logs", "kafka", "-n", "5").lines()).hasSize(5);
    assertThat(run("logs", "namenode", "-n", "100000"))
        .contains("STARTUP_MSG: Starting NameNode")
        .doesNotContain("cmd=getfileinfo");
  }

  @Test
  void theStreamHasNoLag() throws IOException {
    // when
    JsonNode state = new ObjectMapper().readTree(run("stream", "status", "--json"));

    // then
    assertThat(state.path("applications").path(0).path("queue").asText()).endsWith("streaming");
    assertThat(state.path("feeds").findValues("lag"))
        .hasSizeGreaterThanOrEqualTo(3) // those of conf/feeds, and any that another test adds
        .allSatisfy(lag -> assertThat(lag).hasSize(3).allMatch(records -> records.asLong() == 0));
  }

  @Test
  void moreRowsThanHiveServer2CanHoldAreAnswered() {
    // given rows of 64 KB each, together more than all of its heap
    String query = "SELECT repeat('0123456789abcdef', 4096), event_id FROM raw.activity";
    AtomicLong bytes = new AtomicLong();

    // when
    try (Hive hive = cluster.hive()) {
      hive.each(query, 50, row -> bytes.addAndGet(row.get(0).length()));
    }

    // then
    assertThat(bytes).hasValueGreaterThan(600L << 20);
  }

  @Test
  void theDaemonsTogetherTakeAtMostThreeAndAHalfGibibytes() throws IOException {
    // when
    JsonNode status = new ObjectMapper().readTree(run("status", "--json"));

    // then
    long bytes = status.path("resident_bytes").asLong();
    assertThat(bytes).isBetween(1L << 30, (7L << 30) / 2);
  }

  @Test
  void everyCommandHasHelp() {
    for (String command :
        List.of(
            "up",
            "down",
            "status",
            "logs",
            "doctor",
            "sql",
            "hdfs",
            "yarn",
            "kafka-topics",
            "oozie",
            "replay",
            "stream",
            "workflow",
            "audit",
            "demo")) {
      assertThat(run(command, "--help")).contains("millrace " + command, "Exit codes:");
    }
  }

  private String run(String... arguments) {
    return cluster.millrace().run(arguments).requireSuccess().out();
  }
}
