package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.cli.ExitStatus;
import io.millrace.cluster.ClusterException;
import io.millrace.model.funnel.Funnels;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class FailureTest {

  @Test
  void theSupervisorsSentenceAndCodeStayAsTheyAre() {
    // when
    Failure failure =
        Failure.of(new ClusterException(ClusterException.SERVICE_FAILED, "kafka did not start."));

    // then
    assertThat(failure).isEqualTo(new Failure("kafka did not start.", 4));
  }

  @Test
  void everyCodeOfTheSupervisorIsOneOfOurs() {
    assertThat(ExitStatus.USAGE.code()).isEqualTo(ClusterException.BAD_SETTING);
    assertThat(ExitStatus.NOT_FIT.code()).isEqualTo(ClusterException.NOT_FIT);
    assertThat(ExitStatus.SERVICE_FAILED.code()).isEqualTo(ClusterException.SERVICE_FAILED);
    assertThat(ExitStatus.BUSY.code()).isEqualTo(ClusterException.BUSY);
    assertThat(ExitStatus.NOT_RUNNING.code()).isEqualTo(ClusterException.NOT_RUNNING);
  }

  @Test
  void aRefusedConnectionPointsToTheStatus() {
    // given
    IOException deep = new IOException("call failed", new ConnectException("Connection refused"));

    // when
    Failure failure = Failure.of(new IllegalStateException("no answer", deep));

    // then
    assertThat(failure.code()).isEqualTo(ExitStatus.NOT_RUNNING.code());
    assertThat(failure.sentence()).contains("no answer").contains("millrace status");
  }

  @Test
  void wrongFunnelsAreTheUsersToMendAndEveryProblemIsTold() {
    // given
    Throwable wrong = catchThrowable(() -> Funnels.parse("funnels.yaml", "funnels: x\nspeed: 1\n"));

    // when
    Failure failure = Failure.of(wrong);

    // then
    assertThat(failure.code()).isEqualTo(ExitStatus.USAGE.code());
    assertThat(failure.sentence()).contains("funnels.yaml:1: funnels", "funnels.yaml:2: speed");
  }

  @Test
  void aFullDiskKeepsTheFilesName() {
    assertThat(Failure.of(new FileSystemException("/data/f", null, "No space left on device")))
        .isEqualTo(new Failure("/data/f: No space left on device.", 1));
  }

  @Test
  void onlyTheFirstLineOfALongMessageIsTold() {
    assertThat(Failure.of(new IOException("first\n\tat second")).sentence())
        .isEqualTo("first (--debug tells where)");
  }
}
