package io.millrace.cli.stream;

import io.millrace.cli.Checkout;
import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.Interruptible;
import io.millrace.cli.Polling;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.cli.stream.StreamStart.Submitted;
import io.millrace.cli.yarn.Applications;
import io.millrace.cluster.ClusterSettings;
import io.millrace.cluster.Tools;
import io.millrace.model.streaming.StreamingPaths;
import io.millrace.model.streaming.WantedApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
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

  /** The applications that have not ended, the newest first. */
  public List<ApplicationReport> active() throws IOException {
    return applications.active(Scope.TAG);
  }

  /** Whether one of them lands that feed. */
  public boolean lands(String feed) throws IOException {
    return active().stream().anyMatch(report -> Scope.of(report).lands(feed));
  }

  /**
   * Refuses when one is running that lands what any of these would.
   *
   * @throws CommandFailure naming the application
   */
  public void requireNone(List<Scope> scopes) throws IOException {
    for (ApplicationReport report : active()) {
      if (scopes.stream().anyMatch(Scope.of(report)::overlaps)) {
        throw new CommandFailure(
            ExitStatus.BUSY,
            "The %s runs already: %s, %s. Stop it first with: millrace stream stop. To take up changed settings: millrace stream restart"
                .formatted(Scope.of(report), report.getApplicationId(), state(report)));
      }
    }
  }

  /**
   * Submits an application and returns as soon as YARN has taken it. From then on it is wanted: the
   * guard starts it again whenever YARN has it no more.
   *
   * @throws CommandFailure with spark-submit's last words if it was not taken
   */
  public ApplicationId submit(Scope scope, StreamConf conf)
      throws IOException, InterruptedException {
    // a guard at work on an earlier start sees that it is no longer wanted
    hdfs.delete(paths.wanted(scope.name()));
    Path log = settings.logs().resolve("stream-submit.log");
    List<String> arguments =
        StreamingApplication.submission(
            settings,
            hdfs,
            conf,
            scope,
            StreamingApplication.upload(checkout, hdfs),
            FraudStart.uploadRules(checkout, hdfs, conf.settings().fraud()));
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
    Optional<ApplicationReport> active =
        applications.active(Scope.TAG).stream()
            .filter(report -> Scope.of(report).equals(scope))
            .findFirst();
    if (active.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.FAILED,
          "spark-submit ended with %d and YARN has no such application: %s More in: %s"
              .formatted(code, lastWords(log), log));
    }
    WantedApplication wanted =
        new WantedApplication(
            scope.name(), arguments, UUID.randomUUID().toString(), clock.instant());
    hdfs.create(paths.wanted(scope.name()), wanted.toJson() + "\n");
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
   * Asks applications to end after the batch under way, and kills those that do not within a
   * minute. Either way nothing is lost or doubled. They are no longer wanted.
   *
   * @param feeds whose applications; none for all that run
   * @return how each ended
   * @throws CommandFailure if none is running, one lands other feeds too, or it does not even end
   *     by a kill
   */
  public List<Stopped> stop(List<String> feeds) throws Exception {
    boolean unwanted = false;
    if (feeds.isEmpty()) {
      unwanted = hdfs.delete(paths.wanted());
    }
    for (String feed : feeds) {
      unwanted |= hdfs.delete(paths.wanted(new Scope(Optional.of(feed)).name()));
    }
    List<ApplicationReport> chosen = new ArrayList<>();
    for (ApplicationReport report : active()) {
      Scope scope = Scope.of(report);
      if (feeds.isEmpty() || feeds.stream().anyMatch(scope::lands)) {
        if (!feeds.isEmpty() && scope.equals(Scope.ALL)) {
          throw new CommandFailure(
              ExitStatus.USAGE,
              "%s lands all feeds, so none can be stopped alone; stop them all with: millrace stream stop"
                  .formatted(report.getApplicationId()));
        }
        chosen.add(report);
      }
    }
    if (chosen.isEmpty() && !unwanted) {
      throw new CommandFailure(ExitStatus.NOT_RUNNING, "No streaming application is running.");
    }
    for (ApplicationReport report : chosen) {
      String request = paths.stopRequest(report.getApplicationId().toString());
      if (!hdfs.exists(request)) {
        hdfs.create(request, "");
      }
    }
    List<Stopped> stopped = new ArrayList<>();
    for (ApplicationReport report : chosen) {
      stopped.add(end(Scope.of(report), report.getApplicationId()));
    }
    return stopped;
  }

  /**
   * How an application was ended.
   *
   * @param scope what it landed
   * @param graceful whether it ended by itself, after the batch under way
   */
  public record Stopped(Scope scope, boolean graceful) {

    /** For people. */
    @Override
    public String toString() {
      return "The %s %s.".formatted(scope, graceful ? "has ended" : "was killed");
    }
  }

  private Stopped end(Scope scope, ApplicationId id) throws Exception {
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
    hdfs.delete(paths.stopRequest(id.toString()));
    return new Stopped(scope, graceful);
  }

  /** Kills an application that was submitted in vain. */
  void withdraw(Submitted application) throws IOException {
    hdfs.delete(paths.wanted(application.scope().name()));
    applications.kill(application.id());
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
