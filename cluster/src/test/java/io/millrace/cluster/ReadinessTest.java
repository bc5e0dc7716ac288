package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.probe.NotReadyException;
import io.millrace.cluster.process.ProcFs;
import io.millrace.cluster.process.ProcessId;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadinessTest {
  private final ProcFs processes = new ProcFs();
  private Process child;
  private ProcessId process;

  @BeforeEach
  void start() throws IOException {
    child = new ProcessBuilder("sleep", "60").start();
    process = processes.find(child.pid()).orElseThrow();
  }

  @AfterEach
  void end() {
    child.destroyForcibly();
  }

  private Readiness readiness(Duration longest) {
    return new Readiness(processes, longest);
  }

  @Test
  void itAsksUntilTheDaemonServes() throws Exception {
    AtomicInteger asked = new AtomicInteger();

    readiness(Duration.ofSeconds(20))
        .await(
            process,
            () -> {
              if (asked.incrementAndGet() < 3) {
                throw new NotReadyException("not yet");
              }
            });

    assertThat(asked).hasValue(3);
  }

  @Test
  void aDaemonThatIsGoneIsNotAskedAgain() throws Exception {
    child.destroyForcibly().waitFor();

    assertThatThrownBy(
            () ->
                readiness(Duration.ofSeconds(20))
                    .await(
                        process,
                        () -> {
                          throw new AssertionError("nobody is there to ask");
                        }))
        .isInstanceOf(ServiceFailedException.class)
        .hasMessage("its process ended after 0 s");
  }

  @Test
  void aDaemonThatNeverServesFailsWithItsLastReason() {
    assertThatThrownBy(
            () ->
                readiness(Duration.ZERO)
                    .await(
                        process,
                        () -> {
                          throw new IllegalStateException(
                              "wrapped", new IOException("Connection refused\nand more"));
                        }))
        .isInstanceOf(ServiceFailedException.class)
        .hasMessage("it did not become ready in 0 s (Connection refused)");
  }

  @Test
  void anInterruptEndsTheWait() {
    assertThatThrownBy(
            () ->
                readiness(Duration.ofSeconds(20))
                    .await(
                        process,
                        () -> {
                          Thread.currentThread().interrupt();
                          throw new NotReadyException("not yet");
                        }))
        .isInstanceOf(InterruptedException.class);
  }
}
