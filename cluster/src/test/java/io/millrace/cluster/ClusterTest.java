package io.millrace.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cluster.ServiceStatus.State;
import io.millrace.cluster.process.ProcFs;
import io.millrace.cluster.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster does when it cannot start; real starts are the acceptance tests' matter. */
class ClusterTest {
  private static final int OFFSET = 12_345;

  @TempDir Path folder;
  private ClusterSettings settings;
  private Cluster cluster;

  @BeforeEach
  void checkout() {
    settings = new ClusterSettings(folder.resolve("checkout"), folder.resolve("home"), OFFSET);
    cluster = new Cluster(settings, ProgressListener.SILENT, Clock.systemUTC());
  }

  /** A checkout whose runtimes hold nothing that could run. */
  private void emptyRuntimes() throws IOException {
    for (String component : Launches.components()) {
      Path lib = Files.createDirectories(settings.runtimeLib(component));
      Files.createFile(lib.resolve("nothing.jar"));
    }
    Path jvm = Files.createDirectories(settings.templates().resolve("jvm"));
    Files.writeString(jvm.resolve("client.options"), "");
    Files.writeString(jvm.resolve("daemon.options"), "");
    for (Service service : Service.values()) {
      Files.writeString(jvm.resolve(service.id() + ".options"), "");
    }
    Files.writeString(jvm.resolve("hive-modules.options"), "");
    Path kafka = Files.createDirectories(settings.templates().resolve("kafka"));
    Files.writeString(kafka.resolve("server.properties"), "log.dirs=@home@/data/kafka");
  }

  @Test
  void aStartWithoutRuntimesNamesThemAndStartsNothing() {
    assertThatThrownBy(() -> cluster.up())
        .isInstanceOf(ClusterException.class)
        .hasMessageStartingWith("Nothing was started:")
        .hasMessageContaining("no runtime of hadoop")
        .satisfies(e -> assertExitCode(e, ClusterException.NOT_FIT));
    assertThat(settings.pids()).doesNotExist();
  }

  @Test
  void aServiceThatFailsIsNamedWithItsLogAndNothingIsLeftRunning() throws IOException {
    emptyRuntimes();

    assertThatThrownBy(() -> cluster.up())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(" failed: ")
        .hasMessageContaining("Could not find or load main class")
        .hasMessageContaining(settings.logs().toString())
        .hasMessageEndingWith("What this start had started was stopped again.")
        .satisfies(e -> assertExitCode(e, ClusterException.SERVICE_FAILED));
    assertThat(cluster.status())
        .hasSize(Service.values().length)
        .allSatisfy(status -> assertThat(status.state()).isEqualTo(State.STOPPED));
  }

  @Test
  void aTemplateWithAnUnknownPlaceholderIsNamed() throws IOException {
    emptyRuntimes();
    Files.writeString(settings.templates().resolve("kafka/server.properties"), "@tpyo@");

    assertThatThrownBy(() -> cluster.up())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("@tpyo@ in kafka/server.properties")
        .satisfies(e -> assertExitCode(e, ClusterException.BAD_SETTING));
  }

  @Test
  void stoppingWhatNeverRanStopsNothingAndLeavesNoTrace() {
    assertThat(cluster.down()).isEmpty();
    assertThat(settings.home()).doesNotExist();
  }

  @Test
  void twoCommandsDoNotWorkOnOneHomeAtTheSameTime() throws IOException {
    Files.createDirectories(settings.pids());

    ClusterLock.whileHeld(
        settings.home(),
        () ->
            assertThatThrownBy(() -> cluster.down())
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("pid " + ProcessHandle.current().pid())
                .hasMessageContaining(settings.home().toString())
                .satisfies(e -> assertExitCode(e, ClusterException.BUSY)));
    assertThat(cluster.down()).isEmpty();
  }

  @Test
  void aDaemonThatDiedIsReportedAsFailedUntilTheNextStop() throws IOException {
    Files.createDirectories(settings.pids());
    Files.writeString(
        settings.pids().resolve("kafka.json"),
        "{\"pid\":1,\"start_ticks\":-1,\"boot_id\":\"another\"}");

    assertThat(stateOf("kafka")).isEqualTo(State.FAILED);
    assertThat(cluster.down()).isEmpty();
    assertThat(stateOf("kafka")).isEqualTo(State.STOPPED);
  }

  @Test
  void livingDaemonsKeepTheirPorts() throws IOException {
    ProcessId alive = new ProcFs().find(ProcessHandle.current().pid()).orElseThrow();
    Files.createDirectories(settings.pids());
    Files.writeString(
        settings.pids().resolve("kafka.json"),
        "{\"pid\":%d,\"start_ticks\":%d,\"boot_id\":\"%s\"}"
            .formatted(alive.pid(), alive.startTicks(), alive.bootId()));
    new PortOffset(settings).write(0);

    assertThatThrownBy(() -> cluster.up())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("runs with MILLRACE_PORT_OFFSET=0, not 12345")
        .satisfies(e -> assertExitCode(e, ClusterException.BAD_SETTING));
  }

  @Test
  void aHomeThatCannotBeWrittenToIsNamed() throws IOException {
    ClusterSettings onAFile =
        ClusterSettings.fromEnvironment(
            settings.checkout(),
            Map.of("MILLRACE_HOME", Files.createFile(folder.resolve("file")) + "/home"));

    assertThatThrownBy(() -> new Cluster(onAFile, ProgressListener.SILENT, Clock.systemUTC()).up())
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining(onAFile.home().toString())
        .hasMessageContaining("MILLRACE_HOME");
  }

  private State stateOf(String service) {
    return cluster.status().stream()
        .filter(status -> status.service().equals(service))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static void assertExitCode(Throwable e, int exitCode) {
    assertThat(((ClusterException) e).exitCode()).isEqualTo(exitCode);
  }
}
