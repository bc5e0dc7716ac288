package io.millrace.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A daily run of which this and that is killed while it runs. It must end well by itself or by one
 * rerun, leave the tables as they were, and no reader may see anything else meanwhile.
 */
final class KilledDay {

  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration MOMENT = Duration.ofMinutes(5);

  /** How YARN calls the application of curation, as the workflow has it. */
  private static final String CURATION = "millrace-curate";

  private final Millrace millrace;
  private final String day;

  /**
   * How it ended.
   *
   * @param reruns how many it took
   * @param took from its begin to its end
   * @param answers how often a reader asked and was answered
   * @param wrong whatever was not as it must be
   */
  record Ending(int reruns, Duration took, int answers, List<String> wrong) {}

  KilledDay(Millrace millrace, String day) {
    this.millrace = millrace;
    this.day = day;
  }

  /**
   * What is killed, and when.
   *
   * @param action the action that must be running
   * @param after how long from when it was seen to run
   */
  record Strike(Victim victim, String action, Duration after) {

    /** At a random moment of an action that the victim has a part in. */
    static Strike random(Victim victim, Random random) {
      return new Strike(
          victim, victim.action(random), Duration.ofMillis(random.nextInt(MOST_MILLIS)));
    }

    private static final int MOST_MILLIS = 8_000;

    @Override
    public String toString() {
      return "%s, %.1f s into %s".formatted(victim.words(), after.toMillis() / 1000.0, action);
    }
  }

  /**
   * Runs the day once.
   *
   * @param strikes in the order of their actions
   */
  Ending run(List<Strike> strikes) throws InterruptedException {
    Instant begin = Instant.now();
    Snapshot before = snapshot();
    List<String> wrong;
    int answers;
    int reruns = 0;
    try (DayReader reader = DayReader.start(millrace, day)) {
      List<String> earlier = workflows();
      Millrace.Running run = millrace.start("workflow", "run", "daily", "--days", day);
      String workflow = awaited("the run's workflow", run, () -> newest(earlier));
      for (Strike strike : strikes) {
        awaited(
            "action " + strike.action(),
            run,
            () -> running(workflow, strike.action(), strike.victim()));
        Thread.sleep(strike.after().toMillis());
        kill(strike.victim(), workflow, strike.action(), reader);
      }
      if (run.await(LONGEST).exitCode() != 0) {
        reruns++;
        millrace.run("workflow", "rerun", workflow).orThrow();
      }
      wrong = new ArrayList<>(reader.end());
      answers = reader.answers();
    }
    Snapshot after = snapshot();
    if (!after.equals(before)) {
      wrong.add("the tables are not what they were: " + after + " instead of " + before);
    }
    return new Ending(reruns, Duration.between(begin, Instant.now()), answers, wrong);
  }

  private void kill(Victim victim, String workflow, String action, DayReader reader) {
    if (!victim.isDaemon()) {
      Optional<String> application = running(workflow, action, victim);
      application.ifPresent(this::killMaster);
      return;
    }
    reader.mayFail();
    try {
      ProcessHandle.of(pid(victim.service())).ifPresent(ProcessHandle::destroyForcibly);
      millrace.run("up").orThrow();
    } finally {
      reader.mustAnswer();
    }
  }

  private void killMaster(String application) {
    Yarn yarn = new Yarn(millrace.port(8088));
    List<String> masters = yarn.masterContainers(application);
    new Processes(millrace.home())
        .all().stream()
            .filter(process -> process.isJava() && process.names(masters.get(masters.size() - 1)))
            .forEach(
                process ->
                    ProcessHandle.of(process.pid()).ifPresent(ProcessHandle::destroyForcibly));
  }

  /** The application to kill, once the action runs; for a daemon anything. */
  private Optional<String> running(String workflow, String action, Victim victim) {
    return oozie().actions(workflow).stream()
        .filter(a -> a.name().equals(action) && a.status().equals("RUNNING"))
        .flatMap(a -> victim == Victim.DRIVER ? drivers() : Stream.of(a.launcher()))
        .filter(id -> !id.isEmpty())
        .filter(this::isRunning)
        .findFirst();
  }

  /** Spark applications of curation: Oozie knows an action's child only when it has ended. */
  private Stream<String> drivers() {
    return new Yarn(millrace.port(8088))
        .applications().stream()
            .filter(application -> application.name().startsWith(CURATION))
            .map(Yarn.Application::id);
  }

  private boolean isRunning(String application) {
    return new Yarn(millrace.port(8088)).application(application).state().equals("RUNNING");
  }

  private Optional<String> newest(List<String> earlier) {
    return workflows().stream().filter(id -> !earlier.contains(id)).findFirst();
  }

  private List<String> workflows() {
    return oozie().workflows().stream().map(Oozie.Workflow::id).toList();
  }

  private Snapshot snapshot() {
    try (Hive hive = new Hive(millrace.port(10000))) {
      return Snapshot.of(hive);
    }
  }

  private Oozie oozie() {
    return new Oozie(millrace.port(11000));
  }

  private long pid(String service) {
    Path file = millrace.home().resolve("pids").resolve(service + ".json");
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(file)).path("pid").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String awaited(String what, Millrace.Running run, Supplier<Optional<String>> look)
      throws InterruptedException {
    Instant latest = Instant.now().plus(MOMENT);
    while (Instant.now().isBefore(latest)) {
      Optional<String> found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (run.ended()) {
        throw new AssertionError("The run ended before " + what + ": " + run.await(LONGEST));
      }
      Thread.sleep(200);
    }
    throw new AssertionError(what + " did not come within " + MOMENT);
  }
}
