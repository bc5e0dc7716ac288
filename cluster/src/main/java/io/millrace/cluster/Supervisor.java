package io.millrace.cluster;

import io.millrace.cluster.probe.Probes;
import io.millrace.cluster.process.DaemonLauncher;
import io.millrace.cluster.process.PidFile;
import io.millrace.cluster.process.ProcFs;
import io.millrace.cluster.process.ProcessId;
import io.millrace.cluster.process.Stopper;
import io.millrace.cluster.start.Plan;
import io.millrace.cluster.start.Step;
import io.millrace.cluster.start.StepFailedException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts single daemons and waits for each, and stops several in order. */
final class Supervisor {
  private static final Duration LONGEST_START = Duration.ofSeconds(150);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
  private static final Duration CONTAINER_PATIENCE = Duration.ofSeconds(3);

  private final ClusterSettings settings;
  private final Daemons daemons;
  private final ProcFs processes;
  private final Probes probes;
  private final Clock clock;

  Supervisor(
      ClusterSettings settings, Daemons daemons, ProcFs processes, Probes probes, Clock clock) {
    this.settings = settings;
    this.daemons = daemons;
    this.processes = processes;
    this.probes = probes;
    this.clock = clock;
  }

  /** Starts the daemon unless it lives, and waits until it serves. */
  void start(Service service) throws ServiceFailedException, IOException, InterruptedException {
    PidFile pidFile = daemons.pidFile(service);
    Optional<ProcessId> living = daemons.process(service);
    ProcessId process = living.isPresent() ? living.get() : launch(service, pidFile);
    new Readiness(processes, LONGEST_START).await(process, probes.of(service));
    pidFile.markReady();
  }

  private ProcessId launch(Service service, PidFile pidFile)
      throws IOException, InterruptedException {
    ToolCommand command = new Launches(settings).daemon(service);
    return new DaemonLauncher()
        .launch(command.command(), command.environment(), pidFile, daemons.log(service));
  }

  /**
   * Stops those services, each when all that need it have ended, and forgets them.
   *
   * @throws ClusterException when a process does not end
   */
  void stop(Collection<Service> services, ProgressListener progress) throws InterruptedException {
    List<Step> steps =
        services.stream()
            .map(
                service ->
                    new Step(service.id(), dependants(service, services), () -> stop(service)))
            .toList();
    try {
      new Plan(steps).run(progress, clock);
    } catch (StepFailedException e) {
      throw new ClusterException(
          ClusterException.SERVICE_FAILED,
          "%s could not be stopped: %s.".formatted(e.step(), e.getCause().getMessage()),
          e);
    }
  }

  private static Set<String> dependants(Service service, Collection<Service> among) {
    return ServiceOrder.dependants(service).stream()
        .filter(among::contains)
        .map(Service::id)
        .collect(Collectors.toSet());
  }

  private void stop(Service service) throws ServiceFailedException {
    Optional<ProcessId> process = daemons.process(service);
    if (process.isPresent()
        && !new Stopper(processes, STOP_PATIENCE).stop(List.of(process.get()))) {
      throw new ServiceFailedException(
          "its process %d is still there after SIGKILL".formatted(process.get().pid()));
    }
    if (service == Service.NODEMANAGER) {
      stopContainers();
    }
    daemons.pidFile(service).remove();
  }

  /**
   * A NodeManager that was killed leaves its containers behind; they run in its folder (see {@code
   * yarn.nodemanager.local-dirs} in its site file).
   */
  private void stopContainers() {
    List<ProcessId> containers =
        processes.workingIn(settings.data().resolve("nodemanager").resolve("local"));
    new Stopper(processes, CONTAINER_PATIENCE).stop(containers);
  }
}
