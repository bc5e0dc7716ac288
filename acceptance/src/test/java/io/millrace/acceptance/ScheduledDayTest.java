package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An hour and a day run by themselves once they are closed, and what an operator ends is finished
 * by a rerun. The day is one of the access log's, of which landing has closed all 24 hours.
 */
@Order(210)
@ExtendWith(SharedCluster.class)
@TestMethodOrder(OrderAnnotation.class)
class ScheduledDayTest {

  private static final String DAY = "2015-05-18";
  private static final String ITS_LAST_HOUR = "dt = '" + DAY + "', hour = '23'";
  private static final String ONE_DAY_ALONE = "end=2015-05-19T00:01Z";
  private static final String WITH_ITS_LAST_HOUR = "hourly_start=2015-05-19T00:00Z";
  private static final Pattern BUNDLE = Pattern.compile("[\\w-]+-B");
  private static final Duration SOON = Duration.ofMinutes(2);

  private final TestCluster cluster;

  ScheduledDayTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  @Test
  @Order(1)
  void aDayWaitsUntilEveryFeedHasClosedItsHours() {
    // when orders has no hour of that day
    String bundle = idIn(schedule("activity,orders").err());

    // then
    String coordinator = coordinator();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(out("workflow", "status", coordinator + "@1"))
                    .contains(
                        "waiting", "waits for 24", "closed/orders/dt=" + DAY + "/hour=00/_SUCCESS")
                    .doesNotContain("closed/activity"));

    // and the same again changes nothing
    assertThat(schedule("activity,orders").err()).contains("Scheduled already: " + bundle);
    assertThat(out("workflow", "status", bundle)).contains(coordinator, "running");

    // when
    cluster.millrace().run("workflow", "unschedule").requireSuccess();

    // then
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(out("workflow", "status", bundle)).contains("killed"));
    assertThat(cluster.millrace().run("workflow", "unschedule").requireSuccess().err())
        .contains("Nothing was scheduled");
  }

  @Test
  @Order(2)
  void anHourAndADayThatAreClosedRunByThemselvesAndARerunFinishesWhatWasKilled()
      throws IOException {
    try (Hive hive = cluster.hive();
        Pager pager = Pager.open()) {
      // given
      Snapshot before = Snapshot.of(hive);
      String hour = hive.location("dw.activity", ITS_LAST_HOUR);
      List<Oozie.Workflow> earlier = cluster.oozie().workflows();
      List<Oozie.Sla> earlierRecords = records();

      // when
      schedule("activity", "--set", "oozie.wf.workflow.notification.url=" + pager.address());

      // then
      String workflow = newWorkflow("daily", earlier);
      String hourly = newWorkflow("hourly", earlier);
      String curated =
          await("curation")
              .atMost(SOON)
              .pollInterval(Duration.ofSeconds(1))
              .until(() -> launcherOfSucceeded(workflow, "curate"), id -> !id.isEmpty());

      // when
      cluster.millrace().run("workflow", "kill", workflow).requireSuccess();

      // then
      assertThat(job(workflow).path("status").asText()).isEqualTo("killed");
      assertThat(job(workflow).path("days").asText()).isEqualTo(DAY);
      await("the pager")
          .atMost(SOON)
          .untilAsserted(() -> assertThat(pager.told()).contains(workflow + " KILLED"));
      assertThat(out("workflow", "status", workflow))
          .contains("curate", curated, "millrace workflow rerun " + workflow);
      assertThat(out("workflow", "logs", workflow + "@curate")).contains(curated);
      assertThat(cluster.millrace().run("workflow", "kill", workflow).exitCode()).isEqualTo(2);

      // when
      cluster.millrace().run("workflow", "rerun", workflow).requireSuccess();

      // then what had succeeded was kept
      assertThat(launcherOfSucceeded(workflow, "curate")).isEqualTo(curated);
      assertThat(Snapshot.of(hive)).isEqualTo(before);
      assertThat(
              hive.rows(
                  """
                  SELECT job, run, status, `partitions`[0], application_id IS NOT NULL
                  FROM ops.job_runs WHERE workflow_id = '%s' ORDER BY job
                  """
                      .formatted(workflow)))
          .containsExactly(
              List.of("curate", "0", "succeeded", DAY, "true"),
              List.of("publish", "1", "succeeded", DAY, "true"));
      await("the hour")
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(job(hourly).path("status").asText()).isEqualTo("succeeded"));
      await("the pager")
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(pager.told())
                      .contains(hourly + " SUCCEEDED", workflow + " SUCCEEDED"));
      assertThat(job(hourly).path("hours").asText()).isEqualTo(DAY + "T23");
      await("SLA records of what is years late")
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(records())
                      .filteredOn(
                          record ->
                              earlierRecords.stream().noneMatch(e -> e.id().equals(record.id())))
                      .filteredOn(record -> record.status().equals("MISS"))
                      .extracting(Oozie.Sla::name)
                      .contains("hourly", "daily"));
      assertThat(hive.location("dw.activity", ITS_LAST_HOUR)).isEqualTo(hour);
      assertThat(
              hive.rows(
                  """
                  SELECT job, status, `partitions`[0], size(`partitions`)
                  FROM ops.job_runs WHERE workflow_id = '%s' ORDER BY job
                  """
                      .formatted(hourly)))
          .containsExactly(
              List.of("curate", "succeeded", DAY + "T23", "1"),
              List.of("publish", "succeeded", DAY + "T23", "1"));
      assertThat(Snapshot.of(hive)).isEqualTo(before);
      Outcome again = cluster.millrace().run("workflow", "rerun", workflow);
      assertThat(again.exitCode()).isEqualTo(2);
      assertThat(again.err()).contains("nothing in it failed", "--all");
    }
  }

  @Test
  @Order(3)
  void aJobThatOozieDoesNotKnowIsToldWithTheNextStep() {
    // when
    Outcome outcome =
        cluster.millrace().run("workflow", "status", "0009999-260101000000000-oozie-root-W");

    // then
    outcome.requireNoStackTrace();
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("0009999-260101000000000-oozie-root-W", "workflow list");
  }

  private Outcome schedule(String feeds, String... more) {
    String[] arguments = {
      "workflow",
      "schedule",
      "--from",
      DAY,
      "--feeds",
      feeds,
      "--set",
      ONE_DAY_ALONE,
      "--set",
      WITH_ITS_LAST_HOUR
    };
    return cluster
        .millrace()
        .run(Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new))
        .requireSuccess();
  }

  private String newWorkflow(String name, List<Oozie.Workflow> earlier) {
    List<String> before = earlier.stream().map(Oozie.Workflow::id).toList();
    return await("workflow " + name)
        .atMost(SOON)
        .until(
            () ->
                cluster.oozie().workflows().stream()
                    .filter(w -> w.name().equals(name) && !before.contains(w.id()))
                    .map(Oozie.Workflow::id)
                    .findFirst()
                    .orElse(""),
            id -> !id.isEmpty());
  }

  private List<Oozie.Sla> records() {
    return Stream.of("hourly", "daily")
        .flatMap(name -> cluster.oozie().sla(name).stream())
        .toList();
  }

  private String coordinator() {
    return await("the bundle's coordinator")
        .atMost(SOON)
        .until(
            () -> {
              for (JsonNode job : jobs()) {
                if (job.path("id").asText().endsWith("-C")
                    && job.path("name").asText().equals("daily")) {
                  return job.path("id").asText();
                }
              }
              return "";
            },
            id -> !id.isEmpty());
  }

  private JsonNode job(String id) throws IOException {
    for (JsonNode job : jobs()) {
      if (job.path("id").asText().equals(id)) {
        return job;
      }
    }
    throw new AssertionError(id + " is not listed");
  }

  private JsonNode jobs() throws IOException {
    return new ObjectMapper().readTree(out("workflow", "list", "--json"));
  }

  private String launcherOfSucceeded(String workflow, String action) {
    return cluster.oozie().actions(workflow).stream()
        .filter(a -> a.name().equals(action) && a.status().equals("OK"))
        .map(Oozie.Action::launcher)
        .findFirst()
        .orElse("");
  }

  private String out(String... arguments) {
    return cluster.millrace().run(arguments).requireSuccess().out();
  }

  private static String idIn(String text) {
    Matcher id = BUNDLE.matcher(text);
    assertThat(id.find()).as(text).isTrue();
    return id.group();
  }
}
