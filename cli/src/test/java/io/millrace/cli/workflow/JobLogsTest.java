package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.oozie.client.WorkflowJob;
import org.junit.jupiter.api.Test;

class JobLogsTest {

  @Test
  void withoutANameTheFailedActionIsMeant() {
    WorkflowJob job =
        Jobs.workflow("KILLED", Jobs.action("curate", "OK"), Jobs.action("marts", "ERROR"));

    assertThat(JobLogs.meant(job).getName()).isEqualTo("marts");
  }

  @Test
  void withoutAFailedOneTheRunningActionIsMeant() {
    WorkflowJob job =
        Jobs.workflow("RUNNING", Jobs.action("curate", "OK"), Jobs.action("marts", "RUNNING"));

    assertThat(JobLogs.meant(job).getName()).isEqualTo("marts");
  }

  @Test
  void whereSeveralCouldBeMeantTheyAreNamed() {
    WorkflowJob job =
        Jobs.workflow("SUCCEEDED", Jobs.action("curate", "OK"), Jobs.action("marts", "OK"));

    assertThatThrownBy(() -> JobLogs.meant(job))
        .hasMessageContaining(Jobs.ID + "@curate, " + Jobs.ID + "@marts");
  }

  @Test
  void anActionsApplicationsAreItsLauncherAndWhatThatStarted() {
    WorkflowJob job = Jobs.workflow("RUNNING", Jobs.action("curate", "RUNNING"));

    assertThat(WorkflowActions.applications(job.getActions().get(0)))
        .containsExactly("application_17_0001", "application_17_0002", "application_17_0003");
  }

  @Test
  void applicationsOfEarlierTriesAreThoseThatOozieRemembers() {
    assertThat(
            WorkflowActions.earlierApplications(
                List.of(
                    Map.of(
                        "attempt", "1",
                        "consoleUrl", "http://127.0.0.1:8088/proxy/application_17_0007/",
                        "externalChildIDs", "job_17_0008"),
                    Map.of("attempt", "2", "consoleUrl", "-"))))
        .containsExactly("application_17_0007", "application_17_0008");
  }
}
