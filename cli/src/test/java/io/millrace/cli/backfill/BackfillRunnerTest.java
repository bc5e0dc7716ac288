package io.millrace.cli.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.backfill.BackfillRequest.Only;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.warehouse.Days;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackfillRunnerTest {

  private static final LocalDate FIRST = LocalDate.parse("2015-05-17");
  private static final BackfillRequest REQUEST =
      new BackfillRequest("daily", FIRST, FIRST.plusDays(3), Only.ALL, Map.of());
  private static final List<String> RUNS =
      List.of("2015-05-17,2015-05-18", "2015-05-19,2015-05-20");

  @TempDir private Path root;
  private Hdfs hdfs;
  private BackfillJournal journal;
  private final Server server = new Server();

  @BeforeEach
  void open() throws Exception {
    hdfs = Hdfs.at("file://" + root, new Configuration());
    journal = new BackfillJournal(hdfs);
  }

  @AfterEach
  void close() throws Exception {
    hdfs.close();
  }

  @Test
  void allRunsSucceedAndTheBackfillIsFinished() throws Exception {
    // given
    BackfillJournal.Entry backfill = begin();

    // when
    runner().work(backfill, 1);

    // then
    assertThat(server.succeeded()).isEqualTo(RUNS);
    assertThat(server.mostAtOnce).isEqualTo(1);
    assertThat(journal.unfinished(REQUEST)).isEmpty();
  }

  @Test
  void runsGoOnBesideEachOther() throws Exception {
    // when
    runner().work(begin(), 2);

    // then
    assertThat(server.succeeded()).containsExactlyInAnyOrderElementsOf(RUNS);
    assertThat(server.mostAtOnce).isEqualTo(2);
  }

  @Test
  void endedAtAnyStepItGoesOnAndRunsNothingTwice() throws Exception {
    for (int step = 1; step <= stepsOfAWholeBackfill(); step++) {
      // given
      server.clear();
      BackfillJournal.Entry backfill = begin();
      server.failAtCall(step);
      assertThatThrownBy(() -> runner().work(backfill, 1))
          .as("ended at step %d", step)
          .hasMessage("killed");

      // when
      server.failAtCall(Integer.MAX_VALUE);
      BackfillJournal.Entry found = journal.unfinished(REQUEST).orElseThrow();
      runner().work(found, 1);

      // then
      assertThat(found.id()).isEqualTo(backfill.id());
      assertThat(server.succeeded()).as("ended at step %d", step).isEqualTo(RUNS);
      assertThat(journal.unfinished(REQUEST)).isEmpty();
    }
  }

  @Test
  void behindAFailedRunNoOtherIsBegunAndTheSameRequestBeginsItAnew() throws Exception {
    // given
    BackfillJournal.Entry backfill = begin();
    server.failing = RUNS.get(0);

    // when
    assertThatThrownBy(() -> runner().work(backfill, 1))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("w1 failed")
        .hasMessageContaining("2 of 2 runs are left");
    assertThat(server.workflows).hasSize(1);
    server.failing = "";
    runner().work(backfill, 1);

    // then
    assertThat(server.succeeded()).isEqualTo(RUNS);
  }

  @Test
  void ofTwoProcessesOneMakesARunAndBothFollowIt() throws Exception {
    // given another process that is faster by one file
    BackfillJournal.Entry backfill = begin();
    server.beforeSubmit =
        () -> {
          server.beforeSubmit = () -> {};
          String others = server.submit(Days.parse(RUNS.get(0)));
          assertThat(journal.attempt(backfill.id(), 1, 1, others)).isTrue();
        };

    // when
    runner().work(backfill, 1);

    // then
    assertThat(server.succeeded()).isEqualTo(RUNS);
    assertThat(server.discarded).hasSize(1);
  }

  @Test
  void afterItsEndTheSameRequestIsAnotherBackfill() throws Exception {
    // given
    BackfillJournal.Entry first = begin();
    runner().work(first, 1);

    // then
    assertThat(begin().id()).isNotEqualTo(first.id());
  }

  private int stepsOfAWholeBackfill() throws Exception {
    server.clear();
    runner().work(begin(), 1);
    return server.calls;
  }

  private BackfillJournal.Entry begin() throws Exception {
    return journal.begin(
        BackfillPlan.of(REQUEST, new TreeSet<>(Days.parse("2015-05-17..2015-05-20").list()), 2));
  }

  private BackfillRunner runner() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    return new BackfillRunner(
        journal,
        server,
        new Console(nowhere, nowhere, false, Clock.systemUTC()),
        Duration.ofMillis(1));
  }

  /** A workflow server in memory whose runs take two looks, and that this process can lose. */
  private static final class Server implements Runs {

    private interface Interruption {
      void come() throws java.io.IOException;
    }

    private static final class Workflow {
      private final String days;
      private State state = State.READY;
      private int looks;

      private Workflow(String days) {
        this.days = days;
      }
    }

    private final Map<String, Workflow> workflows = new TreeMap<>();
    private final List<String> discarded = new ArrayList<>();
    private Interruption beforeSubmit = () -> {};
    private String failing = "";
    private int failAt = Integer.MAX_VALUE;
    private int calls;
    private int mostAtOnce;

    void clear() {
      workflows.clear();
      discarded.clear();
      failAtCall(Integer.MAX_VALUE);
    }

    void failAtCall(int call) {
      calls = 0;
      failAt = call;
    }

    List<String> succeeded() {
      return workflows.values().stream()
          .filter(workflow -> workflow.state == State.SUCCEEDED)
          .map(workflow -> workflow.days)
          .toList();
    }

    @Override
    public String submit(Days days) throws java.io.IOException {
      beforeSubmit.come();
      step();
      String id = "w" + (workflows.size() + 1);
      workflows.put(id, new Workflow(days.toString()));
      return id;
    }

    @Override
    public void start(String id) {
      step();
      Workflow workflow = workflows.get(id);
      assertThat(workflow.state).isEqualTo(State.READY);
      assertThat(workflows.values())
          .as("runs of the same days at once")
          .noneMatch(w -> w.state == State.RUNNING && w.days.equals(workflow.days));
      workflow.state = State.RUNNING;
      mostAtOnce =
          Math.max(
              mostAtOnce,
              (int) workflows.values().stream().filter(w -> w.state == State.RUNNING).count());
    }

    @Override
    public void discard(String id) {
      assertThat(workflows.get(id).state).isEqualTo(State.READY);
      workflows.get(id).state = State.FAILED;
      discarded.add(id);
    }

    @Override
    public State look(String id) {
      step();
      Workflow workflow = workflows.get(id);
      if (workflow.state == State.RUNNING && ++workflow.looks == 2) {
        workflow.state = workflow.days.equals(failing) ? State.FAILED : State.SUCCEEDED;
      }
      return workflow.state;
    }

    @Override
    public String failure(String id) {
      return id + " failed.";
    }

    private void step() {
      calls++;
      if (calls >= failAt) {
        throw new IllegalStateException("killed");
      }
    }
  }
}
