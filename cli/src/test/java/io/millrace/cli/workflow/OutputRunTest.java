package io.millrace.cli.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.MovableClock;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.hdfs.StoredFile;
import io.millrace.cli.oozie.OozieServer;
import io.millrace.cluster.ClusterSettings;
import io.millrace.warehouse.Days;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.hadoop.conf.Configuration;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.WorkflowJob.Status;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputRunTest {

  /** A command's process is ended at once: nothing of it runs any more. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final MovableClock clock = new MovableClock();
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  @TempDir private Path root;
  private Checkout checkout;
  private OozieInMemory oozie;
  private Hdfs hdfs;

  @BeforeEach
  void deployable() throws IOException {
    checkout = SmallCheckout.at(root.resolve("checkout"));
    for (String workflow : List.of("backtest", "train")) {
      Path folder = Files.createDirectories(checkout.workflows().resolve(workflow));
      for (String file : List.of("workflow.xml", "job.properties")) {
        Files.copy(
            Path.of("../oozie/workflows").resolve(workflow).resolve(file), folder.resolve(file));
      }
    }
    Files.writeString(root.resolve("a.yaml"), "a");
    Files.writeString(root.resolve("b.yaml"), "b");
    begin("hdfs");
  }

  @AfterEach
  void close() throws IOException {
    hdfs.close();
  }

  @Test
  void itsRulesAreInHdfsWhileItRuns() throws Exception {
    // given
    List<String> read = new ArrayList<>();
    oozie.whenWatched(
        id -> {
          read.add(text(oozie.file(id, "new_rules")));
          oozie.end(id, Status.SUCCEEDED);
        });

    // when
    String found = run("b.yaml");

    // then
    assertThat(found).isEqualTo(hdfs.root() + "/reports/backtests/stricter");
    assertThat(read).containsExactly("b");
    assertThat(inputs()).isEmpty();
  }

  @Test
  void aTrainingRunsTheSameWay() throws Exception {
    String found =
        output()
            .run(
                new OutputRun.Request(
                    WorkflowFolder.require(checkout, "train"),
                    Span.of(Days.parse("2026-01-01..2026-01-03")),
                    "models/20260131T120000Z",
                    Map.of("until", "2026-01-02", "version", "v2"),
                    Map.of("rules", root.resolve("a.yaml")),
                    "begin again"));

    assertThat(found).endsWith("/reports/models/20260131T120000Z");
    assertThat(oozie.started()).containsExactlyElementsOf(oozie.ids());
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"PREP", "RUNNING", "SUSPENDED"})
  void whileAWorkflowOfTheSameFolderHasNotEndedNothingIsDone(Status status) {
    // given
    String other = oozie.make(conf("backtest", "stricter"), status);

    // then
    assertThatThrownBy(() -> run("a.yaml"))
        .hasMessage(
            "Workflow %s, which is %s, writes %s/reports/backtests/stricter; nothing was done. Wait for its end (millrace workflow status %s), end it (millrace workflow kill %s), or give another --name."
                .formatted(
                    other, status.name().toLowerCase(Locale.ROOT), hdfs.root(), other, other))
        .asInstanceOf(InstanceOfAssertFactories.type(CommandFailure.class))
        .extracting(CommandFailure::status)
        .isEqualTo(ExitStatus.BUSY);
    assertThat(oozie.ids()).containsExactly(other);
    assertThat(oozie.status(other)).isEqualTo(status);
    assertThat(root.resolve("hdfs")).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"SUCCEEDED", "KILLED", "FAILED"})
  void oneThatHasEndedOrWritesAnotherFolderIsNotInTheWay(Status ended) throws Exception {
    oozie.make(conf("backtest", "stricter"), ended);
    oozie.make(conf("backtest", "stricter2"), Status.RUNNING);

    run("a.yaml");

    assertThat(oozie.started()).hasSize(1);
  }

  @Test
  void ofTwoOneRunsByItsOwnRulesWheneverTheOtherBegins() throws Exception {
    int calls = callsOfOneRun();
    assertThat(calls).isGreaterThanOrEqualTo(5);
    for (int call = 1; call <= calls; call++) {
      // given commands that are killed once their workflow runs, which goes on
      begin("call" + call);
      List<Throwable> ends = new ArrayList<>();
      oozie.beforeCall(call, () -> ends.add(endOf("b.yaml")));
      oozie.whenWatched(
          id -> {
            throw new Killed();
          });

      // when
      ends.add(endOf("a.yaml"));

      // then
      assertThat(oozie.started()).as("begun before call %d", call).hasSize(1);
      String runs = oozie.started().iterator().next();
      boolean isSecond = ends.get(0) instanceof Killed;
      assertThat(text(oozie.file(runs, "new_rules"))).isEqualTo(isSecond ? "b" : "a");
      assertThat(inputs()).hasSize(1);
      assertThat(ends.get(isSecond ? 1 : 0)).hasMessageContaining("Workflow " + runs);
      assertThat(oozie.ids())
          .allSatisfy(
              id ->
                  assertThat(oozie.status(id))
                      .isEqualTo(id.equals(runs) ? Status.RUNNING : Status.KILLED));
    }
  }

  @Test
  void whatIsMadeBesideAnotherThatIsMadeInTheSameMomentIsNotStarted() {
    // given one that nobody saw before this one was made
    List<String> other = new ArrayList<>();
    oozie.beforeCall(3, () -> other.add(oozie.make(conf("backtest", "stricter"), Status.PREP)));

    // when
    Throwable end = endOf("a.yaml");

    // then
    assertThat(end).hasMessageContaining("Workflow " + other.get(0) + ", which is prep");
    assertThat(oozie.ids()).hasSize(2);
    assertThat(oozie.status(oozie.ids().get(0))).isEqualTo(Status.KILLED);
    assertThat(oozie.status(other.get(0))).isEqualTo(Status.PREP);
    assertThat(root.resolve("hdfs/apps/backtests")).doesNotExist();
  }

  @Test
  void whereverACommandIsKilledTheNextGoesOnOnceItsWorkflowHasEnded() throws Exception {
    int calls = callsOfOneRun();
    for (int call = 1; call <= calls; call++) {
      // given
      begin("killed" + call);
      oozie.beforeCall(
          call,
          () -> {
            throw new Killed();
          });
      assertThat(endOf("a.yaml")).isInstanceOf(Killed.class);
      List<String> left = oozie.ids();

      // when one begins at once, and one when a workflow that was started has ended
      Throwable atOnce = endOf("b.yaml");
      oozie.started().stream()
          .filter(left::contains)
          .forEach(id -> oozie.end(id, Status.SUCCEEDED));
      clock.advance(Duration.ofMinutes(10).plusSeconds(1));
      Throwable later = endOf("b.yaml");

      // then
      if (left.isEmpty()) {
        assertThat(atOnce).isNull();
      } else {
        assertThat(atOnce).as("call %d", call).hasMessageContaining("Workflow " + left.get(0));
      }
      assertThat(later).as("call %d", call).isNull();
      assertThat(oozie.ids()).noneMatch(id -> WorkflowWatch.isActive(oozie.status(id)));
      assertThat(inputs()).as("call %d", call).isEmpty();
    }
  }

  @Test
  void oneThatWasMadeAndNeverStartedIsEndedAfterTenMinutesAndNotBefore() throws Exception {
    // given
    String other = oozie.make(conf("backtest", "stricter"), Status.PREP);
    clock.advance(Duration.ofMinutes(10));
    Throwable before = endOf("a.yaml");

    // when
    clock.advance(Duration.ofSeconds(1));
    run("a.yaml");

    // then
    assertThat(before).hasMessageContaining(other);
    assertThat(oozie.status(other)).isEqualTo(Status.KILLED);
    assertThat(said.toString(UTF_8))
        .contains(
            "Workflow " + other + " was made at 2026-01-01T00:00:00Z and never started; it has");
  }

  @Test
  void rulesOfOtherNamesThatBeginAlikeStay() throws Exception {
    // given
    Path theirs = root.resolve("hdfs/apps/backtests/stricter2.x");
    Files.createDirectories(theirs);

    // when
    run("a.yaml");

    // then
    assertThat(inputs()).containsExactly("stricter2.x");
  }

  @Test
  void aWorkflowThatFailsIsToldAndItsRulesAreRemoved() throws Exception {
    // given
    oozie.whenWatched(id -> oozie.end(id, Status.KILLED));

    // then
    assertThatThrownBy(() -> run("a.yaml"))
        .hasMessageContaining("Workflow " + oozie.ids().get(0) + " ended as killed");
    assertThat(inputs()).isEmpty();
  }

  @Test
  void aWorkflowThatACommandNoLongerWaitsForKeepsItsRules() throws Exception {
    // given
    oozie.whenWatched(id -> clock.advance(Duration.ofHours(25)));

    // then
    assertThatThrownBy(() -> run("a.yaml")).hasMessageContaining("still runs after a day");
    assertThat(text(oozie.file(oozie.ids().get(0), "new_rules"))).isEqualTo("a");
  }

  @Test
  void whatWasMadeIsEndedWhenItsRulesCannotBePutIntoHdfs() throws Exception {
    assertThatThrownBy(() -> run("none.yaml")).isInstanceOf(IOException.class);

    assertThat(oozie.started()).isEmpty();
    assertThat(oozie.ids()).hasSize(1);
    assertThat(oozie.status(oozie.ids().get(0))).isEqualTo(Status.KILLED);
    assertThat(inputs()).isEmpty();
  }

  private int callsOfOneRun() throws Exception {
    oozie.beforeCall(0, () -> {});
    run("a.yaml");
    return oozie.calls();
  }

  /** A new cluster. */
  private void begin(String folder) throws IOException {
    if (hdfs != null) {
      hdfs.close();
    }
    oozie = new OozieInMemory(clock);
    hdfs = Hdfs.at("file://" + root.resolve(folder), new Configuration());
  }

  /** What a run ended with, or null if it succeeded. */
  private Throwable endOf(String rules) {
    return catchThrowable(() -> run(rules));
  }

  private String run(String rules) throws Exception {
    return output()
        .run(
            new OutputRun.Request(
                WorkflowFolder.require(checkout, "backtest"),
                Span.of(Days.parse("2026-01-01..2026-01-02")),
                "backtests/stricter",
                Map.of("since", "all"),
                Map.of("old_rules", root.resolve("a.yaml"), "new_rules", root.resolve(rules)),
                "give another --name"));
  }

  private OutputRun output() {
    PrintStream stream = new PrintStream(said, true, UTF_8);
    return new OutputRun(
        new ClusterSettings(checkout.root(), root.resolve("state"), 0),
        checkout,
        hdfs,
        OozieServer.of(oozie),
        new Console(stream, stream, false, clock),
        clock);
  }

  /** What a workflow of that folder was submitted with. */
  private Properties conf(String workflow, String name) {
    Properties conf = new Properties();
    conf.setProperty(OozieClient.APP_PATH, hdfs.root() + "/apps/workflows/" + workflow);
    conf.setProperty("output", hdfs.root() + "/reports/backtests/" + name);
    return conf;
  }

  private List<String> inputs() throws IOException {
    return hdfs.list(hdfs.root() + "/apps/backtests").stream().map(StoredFile::name).toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
