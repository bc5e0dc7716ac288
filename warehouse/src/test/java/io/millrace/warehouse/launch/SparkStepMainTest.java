package io.millrace.warehouse.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SparkStepMainTest {

  private final IllegalStateException failed =
      new IllegalStateException("Application application_1447_0007 finished with failed status");

  @Test
  void theDriversOwnWordsAreTheReasonOfARefusal() {
    Failure failure =
        SparkStepMain.judge(
            failed,
            id ->
                Optional.of(
                    "User class threw exception: io.millrace.warehouse.publish.RefusedException: No feed has been applied below /millrace."));

    assertThat(failure).isEqualTo(new Failure(true, "No feed has been applied below /millrace."));
  }

  @Test
  void theApplicationIsAskedForByItsIdAndNamedWhereAnotherTryMayMendIt() {
    Failure failure =
        SparkStepMain.judge(
            failed,
            id ->
                Optional.of(
                    "User class threw exception: java.net.ConnectException: %s".formatted(id)));

    assertThat(failure)
        .isEqualTo(
            new Failure(
                false,
                "Application application_1447_0007 finished with failed status: java.net.ConnectException: application_1447_0007"));
  }

  @Test
  void whatYarnSaysOfADriverThatWasKilledIsAReason() {
    Failure failure =
        SparkStepMain.judge(
            failed, id -> Optional.of("\nAM Container exited with exitCode: 137\nFor more, look"));

    assertThat(failure)
        .isEqualTo(
            new Failure(
                false,
                "Application application_1447_0007 finished with failed status: AM Container exited with exitCode: 137"));
  }

  @Test
  void withoutDiagnosticsOrAnApplicationTheFailureStaysAsItWas() {
    assertThat(SparkStepMain.judge(failed, id -> Optional.empty()))
        .isEqualTo(new Failure(false, failed.getMessage()));
    assertThat(
            SparkStepMain.judge(
                new IOException("HDFS is away"),
                id -> {
                  throw new AssertionError("nothing to ask for");
                }))
        .isEqualTo(new Failure(false, "HDFS is away"));
  }
}
