package io.millrace.cluster;

import io.millrace.cluster.Finding.Verdict;
import io.millrace.cluster.probe.Probes;
import io.millrace.cluster.process.Memory;
import io.millrace.cluster.process.ProcFs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One cluster of real daemons on this machine, each a process of its own that outlives this
 * program.
 *
 * <p>Everything it keeps is under {@link ClusterSettings#home()}. Nothing is restarted by itself.
 * Two programs may work on the same home: {@link #up} and {@link #down} exclude each other by a
 * lock.
 */
public final class Cluster {
  private final ClusterSettings settings;
  private final ProgressListener progress;
  private final Clock clock;
  private final List<Service> services;
  private final ProcFs processes = new ProcFs();
  private final Daemons daemons;
  private final Supervisor supervisor;

  /**
   * @param progress is told what {@link #up} and {@link #down} do, from the calling thread
   */
  public Cluster(ClusterSettings settings, ProgressListener progress, Clock clock) {
    this(settings, progress, clock, List.of(Service.values()));
  }

  /** A cluster of some of the services: none may need one that is left out. */
  Cluster(
      ClusterSettings settings, ProgressListener progress, Clock clock, List<Service> services) {
    this.settings = settings;
    this.progress = progress;
    this.clock = clock;
    this.services = List.copyOf(services);
    this.daemons = new Daemons(settings, processes);
    this.supervisor =
        new Supervisor(
            settings, daemons, processes, new Probes(settings, OneTimeSetup.SHARE_LIBS), clock);
  }

  /**
   * Starts every daemon that is not running, in dependency order, in parallel where they can be,
   * and returns when each has answered a real request. The first time it also formats HDFS, makes
   * the databases and uploads what jobs need; a kill in the middle of that is mended by the next
   * call.
   *
   * <p>When it throws, everything that this call had started is stopped again; so it is when the
   * program is asked to end (Ctrl-C) meanwhile.
   *
   * @throws ClusterException when the machine is not fit, a service does not become ready (names
   *     the service, its last log lines and the log's place), or another call is at work on this
   *     home
   */
  public UpOutcome up() {
    return ClusterLock.whileHeld(settings.home(), this::start);
  }

  private UpOutcome start() {
    List<Service> living = services.stream().filter(daemons::lives).toList();
    List<Service> absent = services.stream().filter(service -> !daemons.lives(service)).toList();
    if (!living.isEmpty()) {
      PortOffset.requireSame(settings);
    }
    if (!services.stream().allMatch(daemons::ready)) {
      requireFit(absent);
      new Startup(settings, supervisor, services, absent, clock).run(progress);
    }
    return new UpOutcome(ids(absent), ids(living));
  }

  private void requireFit(List<Service> absent) {
    List<Finding> problems =
        new MachineChecks(settings, processes, new Memory())
            .of(absent).stream().filter(finding -> finding.verdict() == Verdict.MISSING).toList();
    if (!problems.isEmpty()) {
      Stream<String> facts = problems.stream().map(Finding::fact);
      Stream<String> remedies = problems.stream().map(Finding::remedy).distinct();
      throw new ClusterException(
          ClusterException.NOT_FIT,
          Stream.concat(facts, remedies)
              .collect(Collectors.joining("\n", "Nothing was started:\n", "")));
    }
  }

  private static List<String> ids(List<Service> services) {
    return services.stream().map(Service::id).toList();
  }

  /**
   * Stops every daemon, dependants first: asks it to end, and after a bounded wait ends it. Only
   * processes that this cluster recorded are touched, and containers that run in its folder.
   *
   * @return the services that were stopped; empty when nothing was running
   * @throws ClusterException when another call is at work on this home, or a process does not end
   */
  public List<String> down() {
    if (!Files.isDirectory(settings.pids())) {
      return List.of();
    }
    return ClusterLock.whileHeld(settings.home(), this::stop);
  }

  private List<String> stop() {
    try {
      List<Service> living = services.stream().filter(daemons::lives).toList();
      // the others are forgotten too: they died, and are not to be reported as failed any more
      supervisor.stop(services, living.isEmpty() ? ProgressListener.SILENT : progress);
      return ids(living);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterException(
          ClusterException.SERVICE_FAILED,
          "The stop was interrupted; some services may still run. Stop them by another down.",
          e);
    }
  }

  /** What is known of each service at this moment, in a fixed order. Starts and probes nothing. */
  public List<ServiceStatus> status() {
    return services.stream().map(service -> daemons.status(service, clock)).toList();
  }

  /**
   * Where that service's log is, whether or not it exists yet.
   *
   * @throws ClusterException when there is no service of that name
   */
  public Path logOf(String service) {
    return daemons.log(Service.require(service));
  }
}
