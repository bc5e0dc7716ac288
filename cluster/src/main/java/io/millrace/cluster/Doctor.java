package io.millrace.cluster;

import io.millrace.cluster.process.Memory;
import io.millrace.cluster.process.ProcFs;
import java.util.Arrays;
import java.util.List;

/** Looks at this machine for what a cluster needs, without changing or starting anything. */
public final class Doctor {
  private final ClusterSettings settings;

  public Doctor(ClusterSettings settings) {
    this.settings = settings;
  }

  /**
   * Every check with its result, the good ones included. The ports of daemons that run here already
   * are not looked at.
   */
  public List<Finding> examine() {
    ProcFs processes = new ProcFs();
    Daemons daemons = new Daemons(settings, processes);
    List<Service> stopped =
        Arrays.stream(Service.values()).filter(service -> !daemons.lives(service)).toList();
    return new MachineChecks(settings, processes, new Memory()).of(stopped);
  }
}
