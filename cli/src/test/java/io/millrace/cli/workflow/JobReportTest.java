package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.MovableClock;
import java.util.List;
import java.util.Optional;
import org.apache.oozie.client.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobReportTest {

  private final MovableClock clock = new MovableClock();

  @Test
  void aFailedWorkflowTellsItsApplicationsItsErrorAndTheNextStep() {
    // when
    List<String> lines =
        JobReport.workflow(
            Jobs.workflow(
                "KILLED", Jobs.start(), Jobs.action("curate", "OK"), Jobs.action("marts", "ERROR")),
            Optional.empty(),
            clock);

    // then
    assertThat(lines)
        .containsExactly(
            Jobs.ID + ": workflow daily, killed, rerun 1",
            "of 2015-05-17..2015-05-18, begun 2026-01-01T00:10:00Z, took 2 min 30 s",
            "",
            "ACTION  STATUS  TRIES  TOOK       LAUNCHER             CHILD",
            "curate  ok          2  1 min 0 s  application_17_0001  application_17_0002,application_17_0003",
            "marts   error       2  1 min 0 s  application_17_0001  application_17_0002,application_17_0003",
            "",
            "Action marts: JA018 1 problem in the funnels: funnels.yaml:3: steps. Its logs: millrace workflow logs "
                + Jobs.ID
                + "@marts.",
            "",
            "Mend the cause, then: millrace workflow rerun " + Jobs.ID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"backtest", "train"})
  void aWorkflowWhoseRulesAreGoneIsBegunAnewByItsCommand(String name) {
    // when
    List<String> lines =
        JobReport.workflow(
            Jobs.workflow(
                Jobs.ID, name, WorkflowJob.Status.KILLED, clock.instant(), Optional.empty()),
            Optional.empty(),
            clock);

    // then
    assertThat(lines)
        .noneMatch(line -> line.contains("workflow rerun"))
        .last()
        .isEqualTo(
            "Mend the cause, then give millrace fraud %s again: a rerun does not find the rules any more"
                .formatted(name));
  }

  @Test
  void aWorkflowThatSucceededNeedsNothing() {
    assertThat(
            JobReport.workflow(
                Jobs.workflow("SUCCEEDED", Jobs.action("curate", "OK")), Optional.empty(), clock))
        .hasSize(5)
        .noneMatch(line -> line.contains("rerun " + Jobs.ID));
  }

  @Test
  void oneActionCanBeAskedFor() {
    // given
    var job = Jobs.workflow("KILLED", Jobs.action("curate", "OK"), Jobs.action("marts", "ERROR"));

    // then
    assertThat(JobReport.workflow(job, Optional.of("curate"), clock))
        .anyMatch(line -> line.startsWith("curate"))
        .noneMatch(line -> line.startsWith("marts"));
    assertThatThrownBy(() -> JobReport.workflow(job, Optional.of("publish"), clock))
        .hasMessageContaining("no action 'publish'")
        .hasMessageContaining("curate, marts");
  }

  @Test
  void aCoordinatorTellsWhatItsDaysWaitFor() {
    // when
    List<String> lines =
        JobReport.coordinator(
            Jobs.coordinator(
                Jobs.coordinatorAction(2, "WAITING", "hdfs://a/hour=22#hdfs://a/hour=23"),
                Jobs.coordinatorAction(1, "TIMEDOUT", "")));

    // then
    assertThat(lines)
        .contains(
            Jobs.COORDINATOR + ": coordinator daily, running",
            "@2      2026-01-02T00:00:00Z  waiting          -  hdfs://a/hour=22 and 1 more",
            "@1      2026-01-02T00:00:00Z  timedout         -  -")
        .last()
        .asString()
        .contains("millrace workflow rerun " + Jobs.COORDINATOR + "@ACTION");
  }
}
