package io.millrace.cluster;

import io.millrace.cluster.process.LogTail;
import io.millrace.cluster.setup.SetupFailedException;
import io.millrace.cluster.site.Placeholders;
import io.millrace.cluster.site.SiteFiles;
import io.millrace.cluster.site.UnknownPlaceholderException;
import io.millrace.cluster.start.Plan;
import io.millrace.cluster.start.Step;
import io.millrace.cluster.start.StepFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One start: renders the site files, prepares the home, starts what is absent; or undoes it all.
 */
final class Startup {
  private static final long UNDO_SECONDS = 60;
  private static final long SAY_SO_MILLIS = 500;

  private final ClusterSettings settings;
  private final Supervisor supervisor;
  private final List<Service> services;
  private final List<Service> absent;
  private final Clock clock;

  /**
   * @param services the services that have to be ready at the end
   * @param absent the services that do not live: those that this start is responsible for
   */
  Startup(
      ClusterSettings settings,
      Supervisor supervisor,
      List<Service> services,
      List<Service> absent,
      Clock clock) {
    this.settings = settings;
    this.supervisor = supervisor;
    this.services = List.copyOf(services);
    this.absent = List.copyOf(absent);
    this.clock = clock;
  }

  /** Runs to the end, or stops what it started and throws. */
  void run(ProgressListener progress) {
    prepareFolders();
    Thread starter = Thread.currentThread();
    CountDownLatch ended = new CountDownLatch(1);
    Thread atExit = new Thread(() -> giveUp(starter, ended), "millrace-undo-start");
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      new Plan(steps()).run(progress, clock);
    } catch (StepFailedException e) {
      undo();
      throw failure(e);
    } catch (InterruptedException e) {
      undo();
      Thread.currentThread().interrupt();
      throw new ClusterException(
          ClusterException.SERVICE_FAILED,
          "The start was interrupted; what it had started was stopped again.",
          e);
    } finally {
      ended.countDown();
      removeHook(atExit);
    }
  }

  /** At the program's end in the middle of a start: lets the starting thread undo it, and waits. */
  private static void giveUp(Thread starter, CountDownLatch ended) {
    starter.interrupt();
    try {
      if (!ended.await(UNDO_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("Some services may still run; stop them by millrace down.");
      }
      // the program ends with this thread: the starting one still has to say what happened
      starter.join(SAY_SO_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the program is ending already, and the hook waits for this very start
    }
  }

  private void prepareFolders() {
    try {
      for (Path folder :
          List.of(settings.logs(), settings.pids(), settings.data().resolve("tmp"))) {
        Files.createDirectories(folder);
      }
      new SiteFiles(Placeholders.of(settings))
          .render(settings.templates(), settings.home().resolve("conf"));
      new PortOffset(settings).write(settings.portOffset());
    } catch (UnknownPlaceholderException e) {
      throw new ClusterException(
          ClusterException.BAD_SETTING,
          "The site files in %s cannot be rendered: %s"
              .formatted(settings.templates(), e.getMessage()),
          e);
    } catch (IOException e) {
      throw new ClusterException(
          ClusterException.NOT_FIT,
          "Cannot write to %s: %s. Free some space there, or choose another folder by MILLRACE_HOME."
              .formatted(settings.home(), e.getMessage()),
          e);
    }
  }

  private List<Step> steps() {
    List<Step> steps = new ArrayList<>(new OneTimeSetup(settings, clock).steps());
    for (Service service : services) {
      Set<String> needs = new HashSet<>(OneTimeSetup.before(service));
      ServiceOrder.needs(service).forEach(needed -> needs.add(needed.id()));
      steps.add(new Step(service.id(), needs, () -> supervisor.start(service)));
    }
    return steps;
  }

  private void undo() {
    boolean interrupted = Thread.interrupted();
    try {
      supervisor.stop(absent, ProgressListener.SILENT);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ClusterException failure(StepFailedException failed) {
    Throwable cause = failed.getCause();
    StringBuilder message = new StringBuilder();
    message.append(failed.step()).append(" failed: ").append(reason(cause)).append('.');
    Optional<Path> log =
        cause instanceof SetupFailedException setup
            ? Optional.of(setup.log())
            : Service.byId(failed.step())
                .map(service -> settings.logs().resolve(service.id() + ".log"));
    log.ifPresent(
        file -> {
          LogTail.of(file).forEach(line -> message.append("\n  ").append(line));
          message.append("\nIts whole log is ").append(file).append('.');
        });
    message.append("\nWhat this start had started was stopped again.");
    return new ClusterException(ClusterException.SERVICE_FAILED, message.toString(), cause);
  }

  private static String reason(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
