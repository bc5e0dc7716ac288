package io.millrace.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, launched, looked at and stopped. */
class DaemonTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path home;
  private final ProcFs processes = new ProcFs();
  private final List<ProcessId> launched = new ArrayList<>();
  private PidFile pidFile;
  private Path log;

  @BeforeEach
  void files() {
    pidFile = new PidFile(home.resolve("pids"), "sleeper");
    log = home.resolve("logs/sleeper.log");
  }

  @AfterEach
  void end() {
    new Stopper(processes, Duration.ZERO).stop(launched);
  }

  private ProcessId launch(String... command) throws Exception {
    ProcessId process =
        new DaemonLauncher()
            .launch(List.of(command), Map.of("PATH", System.getenv("PATH")), pidFile, log);
    launched.add(process);
    return process;
  }

  @Test
  void aDaemonIsRecordedByItsNumberAndItsBeginning() throws Exception {
    ProcessId process = launch("sleep", "60");

    assertThat(pidFile.recorded()).contains(process);
    assertThat(processes.find(process.pid())).contains(process);
    assertThat(processes.lives(process)).isTrue();
    assertThat(processes.residentBytes(process.pid()).getAsLong()).isPositive();
    await().until(() -> processes.commandLine(process.pid()).equals("sleep 60"));
  }

  @Test
  void aDaemonLeadsASessionOfItsOwnSoThatCtrlCDoesNotReachIt() throws Exception {
    ProcessId process = launch("sleep", "60");

    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[3];
    assertThat(session).isEqualTo(Long.toString(process.pid()));
  }

  @Test
  void outputAndErrorsGoToTheLogAndTheEarlierLogIsKept() throws Exception {
    Files.createDirectories(log.getParent());
    Files.writeString(log, "earlier");

    launch("bash", "-c", "echo out; echo err >&2; exec sleep 60");

    await().untilAsserted(() -> assertThat(log).content().isEqualTo("out\nerr\n"));
    assertThat(log.resolveSibling("sleeper.log.1")).hasContent("earlier");
  }

  @Test
  void onlyTheGivenEnvironmentIsPassedOn() throws Exception {
    launch("bash", "-c", "env; exec sleep 60");

    await().untilAsserted(() -> assertThat(log).content().contains("PATH="));
    assertThat(log).content().doesNotContain("HOME=");
  }

  @Test
  void aCommandThatDoesNotExistIsRecordedAsGoneAndItsLogSaysWhy() throws Exception {
    ProcessId process = launch("no-such-program");

    await().until(() -> !processes.lives(process));
    assertThat(LogTail.of(log)).singleElement().asString().contains("no-such-program");
  }

  @Test
  void aRecordThatCannotBeWrittenStartsNothing() throws Exception {
    Files.createDirectories(home.resolve("pids/sleeper.json.new"));

    assertThatThrownBy(() -> launch("touch", home.resolve("began").toString()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sleeper.json");
    assertThat(home.resolve("began")).doesNotExist();
  }

  @Test
  void aReadyMarkDoesNotVouchForASuccessor() throws Exception {
    launch("sleep", "60");
    assertThat(pidFile.ready()).isFalse();
    pidFile.markReady();
    assertThat(pidFile.ready()).isTrue();

    launch("sleep", "60");
    assertThat(pidFile.ready()).isFalse();
  }

  @Test
  void aPidFileThatWasCutShortNamesNoProcess() throws IOException {
    Path file = Files.createDirectories(home.resolve("pids")).resolve("sleeper.json");

    Files.writeString(file, "");
    assertThat(pidFile.recorded()).isEmpty();
    Files.writeString(file, "{\"pid\":12,\"sta");
    assertThat(pidFile.recorded()).isEmpty();
    Files.writeString(file, "{\"pid\":12}");
    assertThat(pidFile.recorded()).isEmpty();
  }

  @Test
  void aProcessThatHeedsTheRequestEndsBySigterm() throws Exception {
    ProcessId process =
        launch(
            "bash",
            "-c",
            "trap 'echo asked; exit' TERM; echo up; while :; do read -t 1 <> <(:); done");
    await().untilAsserted(() -> assertThat(log).content().contains("up"));

    assertThat(new Stopper(processes, PATIENCE).stop(List.of(process))).isTrue();

    assertThat(processes.lives(process)).isFalse();
    assertThat(log).content().contains("asked");
  }

  @Test
  void aProcessThatDoesNotHeedTheRequestIsKilledAfterTheWait() throws Exception {
    ProcessId process =
        launch("bash", "-c", "trap '' TERM; echo up; while :; do read -t 1 <> <(:); done");
    await().untilAsserted(() -> assertThat(log).content().contains("up"));

    assertThat(new Stopper(processes, Duration.ofMillis(200)).stop(List.of(process))).isTrue();

    assertThat(processes.lives(process)).isFalse();
  }

  @Test
  void aProcessThatTookOverTheNumberIsNotTouched() throws Exception {
    ProcessId successor = launch("sleep", "60");
    ProcessId predecessor =
        new ProcessId(successor.pid(), successor.startTicks() - 1, successor.bootId());
    ProcessId ofAnEarlierBoot =
        new ProcessId(successor.pid(), successor.startTicks(), "another boot");

    assertThat(new Stopper(processes, PATIENCE).stop(List.of(predecessor, ofAnEarlierBoot)))
        .isTrue();

    assertThat(processes.lives(successor)).isTrue();
  }

  @Test
  void processesAreFoundByTheFolderTheyWorkIn() throws Exception {
    Path containers = Files.createDirectories(home.resolve("local/usercache/container_1"));
    ProcessId inside = launch("bash", "-c", "cd '" + containers + "' && exec sleep 60");
    ProcessId outside = launch("sleep", "60");

    await()
        .untilAsserted(
            () -> assertThat(processes.workingIn(home.resolve("local"))).containsExactly(inside));
    assertThat(processes.workingIn(home.resolve("local"))).doesNotContain(outside);
  }
}
