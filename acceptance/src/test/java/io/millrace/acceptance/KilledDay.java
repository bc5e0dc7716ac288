package io.millrace.acceptance;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A daily run of which something is killed while it runs. It must end well by itself or by one
 * rerun, leave the tables as they were, and no reader may see anything else meanwhile.
 */
final class KilledDay {

  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final Duration MOMENT = Duration.ofMinutes(5);

  /** How YARN calls the application of curation, as the workflow has it. */
  private static final String CURATION = "millrace-curate";

  private final Millrace millrace;
  private final String day;
  private final Random random;

  /**
   * How it ended.
   *
   * @param moment what was killed, and when
   * @param reruns how many it took
   * @param took from its begin to its end
   * @param answers how often a reader asked and was answered
   * @param wrong whatever was not as it must be
   */
  record Ending(String moment, int reruns, Duration took, int answers, List<String> wrong) {}

  KilledDay(Millrace millrace, String day, Random random) {
    this.millrace = millrace;
    this.day = day;
    this.random = random;
  }

  /** Runs the day and kills once. */
  Ending run(Victim victim) throws InterruptedException {
    Instant begin = Instant.now();
    String action = victim.action(random);
    Duration after = Duration.ofMillis(random.nextInt(8_000));
    Snapshot before = snapshot();
    Outcome first;
    String workflow;
    List<String> wrong;
    int answers;
    int reruns = 0;
    try (DayReader reader = DayReader.start(millrace, day)) {
      List<String> earlier = workflows();
      Millrace.Running run = millrace.start("workflow", "run", "daily", "--days", day);
      workflow = awaited("the run's workflow", run, () -> newest(earlier));
      awaited("action " + action, run, () -> running(workflow, action, victim));
      Thread.sleep(after.toMillis());
      kill(victim, workflow, action, reader);
      first = run.await(LONGEST);
      if (first.exitCode() != 0) {
        reruns++;
        millrace.run("workflow", "rerun", workflow).orThrow();
      }
      wrong = new java.util.ArrayList<>(reader.end());
      answers = reader.answers();
    }
    if (!snapshot().equals(before)) {
      wrong.add("the tables are not what they were: " + snapshot() + " instead of " + before);
    }
    return new Ending(
        "%s, %.1f s into %s".formatted(victim.words(), after.toMillis() / 1000.0, action),
        reruns,
        Duration.between(begin, Instant.now()),
        answers,
        wrong);
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
