package io.millrace.cli.oozie;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import java.util.List;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowJob;
import org.junit.jupiter.api.Test;

class OozieServerTest {

  private static final String URL = "http://127.0.0.1:11000/oozie";

  @Test
  void jobsAreAskedForByNameAndStatuses() {
    assertThat(
            OozieServer.filter(
                "train", List.of(WorkflowJob.Status.PREP, WorkflowJob.Status.SUSPENDED)))
        .isEqualTo("name=train;status=PREP;status=SUSPENDED");
    assertThat(OozieServer.alive("warehouse"))
        .startsWith("name=warehouse;status=PREP;status=RUNNING;status=RUNNINGWITHERROR;");
  }

  @Test
  void anUnknownJobIsAnArgumentThatIsWrong() {
    CommandFailure failure =
        OozieServer.failure(
            new OozieClientException("E0604", "E0604: Job does not exist [0000009-W]"), URL);

    assertThat(failure.status()).isEqualTo(ExitStatus.USAGE);
    assertThat(failure).hasMessageContaining("0000009-W").hasMessageContaining("workflow list");
  }

  @Test
  void anOozieThatIsAwayIsToldWithItsAddress() {
    CommandFailure failure =
        OozieServer.failure(
            new OozieClientException(OozieClientException.IO_ERROR, "Connection refused"), URL);

    assertThat(failure.status()).isEqualTo(ExitStatus.NOT_RUNNING);
    assertThat(failure).hasMessageContaining(URL).hasMessageContaining("millrace status");
  }

  @Test
  void anyOtherRefusalIsInOoziesOwnWords() {
    CommandFailure failure =
        OozieServer.failure(new OozieClientException("E0501", "E0501: Could not do it"), URL);

    assertThat(failure.status()).isEqualTo(ExitStatus.FAILED);
    assertThat(failure).hasMessageContaining("E0501: Could not do it");
  }
}
