package io.millrace.cluster;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

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

  public Cluster(ClusterSettings settings, ProgressListener progress, Clock clock) {
    this.settings = settings;
  }

  /**
   * Starts every daemon that is not running, in dependency order, in parallel where they can be,
   * and returns when each has answered a real request. The first time it also formats HDFS, makes
   * the databases and uploads what jobs need; a kill in the middle of that is mended by the next
   * call.
   *
   * <p>When it throws, everything that this call had started is stopped again.
   *
   * @throws ClusterException when the machine is not fit, a service does not become ready (names
   *     the service, its last log lines and the log's place), or another call is at work on this
   *     home
   */
  public UpOutcome up() {
    return new UpOutcome(List.of(), List.of());
  }

  /**
   * Stops every daemon, dependants first: asks it to end, and after a bounded wait ends it. Only
   * processes that this cluster recorded are touched.
   *
   * @return the services that were stopped; empty when nothing was running
   * @throws ClusterException when another call is at work on this home, or a process does not end
   */
  public List<String> down() {
    return List.of();
  }

  /** What is known of each service at this moment, in a fixed order. Starts and probes nothing. */
  public List<ServiceStatus> status() {
    return List.of();
  }

  /**
   * Where that service's log is, whether or not it exists yet.
   *
   * @throws ClusterException when there is no service of that name
   */
  public Path logOf(String service) {
    return settings.logs().resolve(Service.require(service).id() + ".log");
  }
}
