package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Polling;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Tools;
import io.millrace.model.streaming.StreamingPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;

/** Starts and stops the streaming application. */
public final class Streaming {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final Duration READY_WITHIN = Duration.ofMinutes(4);
  private static final Duration STOPPED_WITHIN = Duration.ofMinutes(1);
  private static final Duration KILLED_WITHIN = Duration.ofSeconds(30);

  private final ClusterSettings settings;
  private final Checkout checkout;
  private final Hdfs hdfs;
  private final Applications applications;
  private final StreamingPaths paths;
  private final Console console;
  private final Clock clock;

  public Streaming(
      ClusterSettings settings,
      Checkout checkout,
      Hdfs hdfs,
      Applications applications,
      Console console,
      Clock clock) {
    this.settings = settings;
    this.checkout = checkout;
    this.hdfs = hdfs;
    this.paths = new StreamingPaths(hdfs.root());
    this.applications = applications;
    this.console = console;
    this.clock = clock;
  }

  /** The application that has not ended, if there is one. */
  public Optional<ApplicationReport> active() throws IOException {
    return applications.active(StreamingApplication.TAG);
  }

  /**
   * Refuses when one is running.
   *
   * @throws CommandFailure naming the application
   */
  public void requireNone() throws IOException {
    Optional<ApplicationReport> active = active();
    if (active.isPresent()) {
      throw new CommandFailure(
          ExitStatus.BUSY,
          "The streaming application runs already: %s, %s. Stop it first with: millrace stream stop"
              .formatted(active.get().getApplicationId(), state(active.get())));
    }
  }

  /**
   * Submits the application and returns as soon as YARN has taken it.
   *
   * @throws CommandFailure with spark-submit's last words if it was not taken
   */
  public ApplicationId submit() throws IOException, InterruptedException {
    Path log = settings.logs().resolve("stream-submit.log");
    List<String> arguments = StreamingApplication.submission(settings, checkout, hdfs);
    Process submit =
        new Tools(settings)
            .sparkSubmit(arguments)
            .builder()
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int code;
    try {
      code = submit.waitFor();
    } catch (InterruptedException e) {
      submit.destroy();
      throw e;
    }
    Optional<ApplicationReport> active = active();
    if (active.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "spark-submit ended with %d and YARN has no such application: %s More in: %s"
              .formatted(code, lastWords(log), log));
    }
    return active.get().getApplicationId();
  }

  /**
   * Waits until the application says that all its feeds land.
   *
   * @throws CommandFailure with YARN's diagnostics if it dies or takes too long
   */
  public void awaitReady(ApplicationId id) throws Exception {
    Optional<ApplicationReport> ended =
        Interruptible.work(
            console,
            "%s goes on starting: millrace stream status".formatted(id),
            () -> new Polling(clock, BETWEEN_LOOKS, READY_WITHIN).until(() -> readyOrEnded(id)));
    console.endProgress();
    if (ended.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "The streaming application %s is not ready after %s. It is left running; %s"
              .formatted(id, READY_WITHIN.toMinutes() + " min", whereItsLogIs(id)));
    } else if (!Applications.isActive(ended.get())) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "The streaming application %s ended (%s): %s. %s"
              .formatted(
                  id,
                  state(ended.get()),
                  Applications.diagnostics(ended.get()),
                  whereItsLogIs(id)));
    }
  }

  private Optional<ApplicationReport> readyOrEnded(ApplicationId id) throws IOException {
    ApplicationReport report = applications.report(id);
    int attempt =
        report.getCurrentApplicationAttemptId() == null
            ? 1
            : report.getCurrentApplicationAttemptId().getAttemptId();
    console.progress(
        "streaming application %s: %s%s"
            .formatted(id, state(report), attempt > 1 ? ", attempt " + attempt : ""));
    boolean ready = hdfs.exists(paths.readyMark(id.toString()));
    return ready || !Applications.isActive(report) ? Optional.of(report) : Optional.empty();
  }

  /**
   * Asks the application to end after the batch under way, and kills it when it does not within a
   * minute. Either way nothing is lost or doubled.
   *
   * @return whether it ended by itself
   * @throws CommandFailure if none is running, or it does not even end by a kill
   */
  public boolean stop() throws Exception {
    ApplicationId id =
        active()
            .map(ApplicationReport::getApplicationId)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitStatus.NOT_RUNNING, "No streaming application is running."));
    String request = paths.stopRequest(id.toString());
    if (!hdfs.exists(request)) {
      hdfs.create(request, "");
    }
    boolean graceful = awaitEnd(id, STOPPED_WITHIN);
    if (!graceful) {
      console.say("It has not ended within a minute: killing " + id);
      applications.kill(id);
      if (!awaitEnd(id, KILLED_WITHIN)) {
        throw new CommandFailure(
            ExitStatus.FAILED,
            "YARN has not ended %s within %s. Look at: millrace yarn application -status %s"
                .formatted(id, KILLED_WITHIN.toSeconds() + " s", id));
      }
    }
    hdfs.delete(request);
    return graceful;
  }

  /** Where to read what the application wrote. */
  static String whereItsLogIs(ApplicationId id) {
    return "Its log: millrace yarn logs -applicationId " + id;
  }

  static String state(ApplicationReport report) {
    FinalApplicationStatus end = report.getFinalApplicationStatus();
    String state = report.getYarnApplicationState().name().toLowerCase(Locale.ROOT);
    return end == FinalApplicationStatus.UNDEFINED
        ? state
        : state + ", " + end.name().toLowerCase(Locale.ROOT);
  }

  private boolean awaitEnd(ApplicationId id, Duration atMost) throws Exception {
    Optional<ApplicationReport> ended =
        new Polling(clock, BETWEEN_LOOKS, atMost)
            .until(
                () -> {
                  ApplicationReport report = applications.report(id);
                  console.progress("streaming application " + id + ": " + state(report));
                  return Applications.isActive(report) ? Optional.empty() : Optional.of(report);
                });
    console.endProgress();
    return ended.isPresent();
  }

  private static String lastWords(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.stream()
        .filter(line -> line.contains("Exception") || line.contains("ERROR"))
        .findFirst()
        .orElse(lines.isEmpty() ? "it said nothing." : lines.get(lines.size() - 1));
  }
}
