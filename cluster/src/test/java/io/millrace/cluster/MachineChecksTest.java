package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cluster.Finding.Verdict;
import io.millrace.cluster.process.Memory;
import io.millrace.cluster.process.ProcFs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineChecksTest {
  private static final long GIB = 1L << 30;

  @TempDir Path checkout;

  @Test
  void onlyJava17WillDo() {
    assertThat(MachineChecks.java(17).verdict()).isEqualTo(Verdict.OK);
    assertThat(MachineChecks.java(21).sentence())
        .startsWith("Java: found 21, needed exactly 17. Install a JDK 17 (Debian: apt install")
        .contains("JAVA_HOME");
  }

  @Test
  void memoryForTheDaemonsIsNeededAndMemoryForJobsIsBetter() {
    assertThat(MachineChecks.memory(OptionalLong.of(14 * GIB), 9).verdict()).isEqualTo(Verdict.OK);
    assertThat(MachineChecks.memory(OptionalLong.of(5 * GIB), 9).verdict())
        .isEqualTo(Verdict.WARNING);
    assertThat(MachineChecks.memory(OptionalLong.of(GIB), 9).sentence())
        .isEqualTo(
            "memory: found 1.0 GiB available, needed 4.0 GiB for the daemons, 9.0 GiB more for jobs. "
                + "End other programs, or use a machine with more memory.");
  }

  @Test
  void whenMostDaemonsRunAlreadyTheOthersNeedLess() {
    assertThat(MachineChecks.memory(OptionalLong.of(GIB), 1).verdict()).isEqualTo(Verdict.WARNING);
  }

  @Test
  void aTakenPortIsNamedWithItsServiceAndItsHolder() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // the highest port, so that whatever port the system gave makes a legal offset
      int offset = server.getLocalPort() - Port.HISTORYSERVER_HTTP.number();
      ClusterSettings settings = new ClusterSettings(checkout, checkout.resolve("home"), offset);

      List<Finding> findings =
          new MachineChecks(settings, new ProcFs(), new Memory())
              .of(List.of(Service.HISTORYSERVER));

      assertThat(findings)
          .filteredOn(finding -> finding.check().contains(" %d ".formatted(server.getLocalPort())))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.verdict()).isEqualTo(Verdict.MISSING);
                assertThat(finding.sentence())
                    .startsWith(
                        "port %d (historyserver): found taken by".formatted(server.getLocalPort()))
                    .contains("pid " + ProcessHandle.current().pid() + ":")
                    .contains("MILLRACE_PORT_OFFSET");
              });
    }
  }

  @Test
  void runtimesThatAreNotBuiltAreNamed() {
    ClusterSettings settings = new ClusterSettings(checkout, checkout.resolve("home"), 0);

    assertThat(new MachineChecks(settings, new ProcFs(), new Memory()).of(List.of()))
        .filteredOn(finding -> finding.check().equals("build"))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.sentence())
                    .contains("no runtime of hadoop, hive")
                    .contains("mvn"));
  }
}
