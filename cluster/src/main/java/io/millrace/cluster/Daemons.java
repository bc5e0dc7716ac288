package io.millrace.cluster;

import io.millrace.cluster.process.PidFile;
import io.millrace.cluster.process.ProcFs;
import io.millrace.cluster.process.ProcessId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Which of the services live, by the record of each and by {@code /proc}. */
final class Daemons {
  private final ClusterSettings settings;
  private final ProcFs processes;

  Daemons(ClusterSettings settings, ProcFs processes) {
    this.settings = settings;
    this.processes = processes;
  }

  PidFile pidFile(Service service) {
    return new PidFile(settings.pids(), service.id());
  }

  Path log(Service service) {
    return settings.logs().resolve(service.id() + ".log");
  }

  /** The process of a service, while it lives. */
  Optional<ProcessId> process(Service service) {
    return pidFile(service).recorded().filter(processes::lives);
  }

  boolean lives(Service service) {
    return process(service).isPresent();
  }

  boolean ready(Service service) {
    return lives(service) && pidFile(service).ready();
  }

  /** Whether it was started and not stopped, yet is gone. */
  boolean failed(Service service) {
    return pidFile(service).recorded().isPresent() && !lives(service);
  }

  ServiceStatus status(Service service, Clock clock) {
    List<Integer> ports = service.ports().stream().map(settings::port).toList();
    Optional<ProcessId> process = process(service);
    if (process.isEmpty()) {
      ServiceStatus.State state =
          failed(service) ? ServiceStatus.State.FAILED : ServiceStatus.State.STOPPED;
      return new ServiceStatus(
          service.id(), state, OptionalLong.empty(), ports, OptionalLong.empty(), Optional.empty());
    }
    long pid = process.get().pid();
    return new ServiceStatus(
        service.id(),
        pidFile(service).ready() ? ServiceStatus.State.RUNNING : ServiceStatus.State.STARTING,
        OptionalLong.of(pid),
        ports,
        processes.residentBytes(pid),
        ProcessHandle.of(pid)
            .flatMap(handle -> handle.info().startInstant())
            .map(began -> since(began, clock.instant())));
  }

  private static Duration since(Instant began, Instant now) {
    return now.isBefore(began) ? Duration.ZERO : Duration.between(began, now);
  }
}
