package io.millrace.cluster;

import io.millrace.cluster.Finding.Verdict;
import io.millrace.cluster.process.Memory;
import io.millrace.cluster.process.ProcFs;
import java.nio.file.Files;
import java.util.ArrayList;
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
    List<Finding> findings =
        new ArrayList<>(new MachineChecks(settings, processes, new Memory()).of(stopped));
    findings.add(compiler());
    findings.add(maven());
    return findings;
  }

  private Finding compiler() {
    boolean found = Files.isExecutable(settings.javaHome().resolve("bin/javac"));
    return forBuilding(
        "JDK",
        found,
        found ? settings.javaHome().toString() : "a Java without compiler",
        "a JDK 17, to build",
        "Debian: apt install openjdk-17-jdk-headless.");
  }

  private static Finding maven() {
    boolean found = MachineChecks.inPath("mvn");
    return forBuilding(
        "Maven",
        found,
        found ? "mvn" : "no mvn in PATH",
        "Maven 3.8 or later, to build",
        "Debian: apt install maven.");
  }

  private static Finding forBuilding(
      String check, boolean present, String found, String needed, String remedy) {
    return present
        ? new Finding(check, Verdict.OK, found, needed, "")
        : new Finding(check, Verdict.WARNING, found, needed, remedy);
  }
}
