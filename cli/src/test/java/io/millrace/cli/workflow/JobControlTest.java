package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.workflow.JobControl.Nodes;
import java.util.Properties;
import org.apache.oozie.client.OozieClient;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobControlTest {

  @Test
  void whatFailedIsRunAgainAsItWasSubmittedAndUnderTheNameOfBefore() {
    // when
    Properties again = JobControl.again(Jobs.workflow("KILLED"), Nodes.FAILED);

    // then
    assertThat(again)
        .containsEntry("days", "2015-05-17,2015-05-18")
        .containsEntry(OozieClient.RERUN_FAIL_NODES, "true")
        .doesNotContainKeys(
            OozieClient.RERUN_SKIP_NODES,
            OozieClient.COORDINATOR_APP_PATH,
            "attempt",
            "up_to_date");
  }

  @Test
  void allOfItIsRunAgainUnderAnotherName() {
    assertThat(JobControl.again(Jobs.workflow("SUCCEEDED"), Nodes.ALL))
        .containsEntry(OozieClient.RERUN_FAIL_NODES, "false")
        .containsEntry("attempt", "2")
        .containsEntry("up_to_date", "replace");
  }

  @Test
  void ofWhatSucceededNothingFailed() {
    assertThatThrownBy(() -> JobControl.again(Jobs.workflow("SUCCEEDED"), Nodes.FAILED))
        .hasMessageContaining("nothing in it failed")
        .hasMessageContaining("rerun " + Jobs.ID + " --all");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PREP", "RUNNING", "SUSPENDED"})
  void whatHasNotEndedIsNotRunAgain(String status) {
    assertThatThrownBy(() -> JobControl.again(Jobs.workflow(status), Nodes.ALL))
        .hasMessageContaining("workflow kill " + Jobs.ID)
        .asInstanceOf(InstanceOfAssertFactories.type(CommandFailure.class))
        .extracting(CommandFailure::status)
        .isEqualTo(ExitStatus.BUSY);
  }

  @ParameterizedTest
  @EnumSource(Nodes.class)
  void aFailedWorkflowCanBeRunAgainEitherWay(Nodes nodes) {
    assertThat(JobControl.again(Jobs.workflow("FAILED"), nodes)).isNotEmpty();
  }
}
