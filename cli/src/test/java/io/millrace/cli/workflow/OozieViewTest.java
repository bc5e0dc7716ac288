package io.millrace.cli.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.MovableClock;
import java.time.Duration;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowJob;
import org.junit.jupiter.api.Test;

class OozieViewTest {

  private final MovableClock clock = new MovableClock();

  @Test
  void anOozieThatIsAwayForLessThanAMinuteIsWaitedFor() {
    // given
    OozieView view = new OozieView(new AbsentOozie(), "0000001-W", clock);

    // when
    clock.advance(Duration.ofSeconds(59));

    // then
    assertThat(view.look()).isEmpty();
  }

  @Test
  void anOozieThatStaysAwayIsToldWithTheWorkflowThatGoesOn() {
    // given
    OozieView view = new OozieView(new AbsentOozie(), "0000001-W", clock);

    // when
    clock.advance(Duration.ofSeconds(61));

    // then
    assertThatThrownBy(view::look)
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("Oozie has not answered for a minute")
        .hasMessageContaining("millrace workflow status 0000001-W");
  }

  private static final class AbsentOozie extends OozieClient {

    @Override
    public WorkflowJob getJobInfo(String jobId) throws OozieClientException {
      throw new OozieClientException("IO_ERROR", "Connection refused");
    }
  }
}
