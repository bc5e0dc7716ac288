package io.millrace.cluster;

import io.millrace.cluster.Finding.Verdict;
import io.millrace.cluster.process.Memory;
import io.millrace.cluster.process.PortOwners;
import io.millrace.cluster.process.ProcFs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** What a cluster needs of a machine, looked at without changing anything. */
final class MachineChecks {
  private static final long MIB = 1024L * 1024;
  private static final long GIB = 1024 * MIB;
  private static final int JAVA_NEEDED = 17;
  private static final long DAEMONS_MEMORY = 4 * GIB;
  private static final long JOBS_MEMORY = 9 * GIB;
  private static final long LEAST_DISK = 2 * GIB;
  private static final long GOOD_DISK = 10 * GIB;
  private static final int LONGEST_COMMAND = 100;

  private final ClusterSettings settings;
  private final ProcFs processes;
  private final Memory memory;

  MachineChecks(ClusterSettings settings, ProcFs processes, Memory memory) {
    this.settings = settings;
    this.processes = processes;
    this.memory = memory;
  }

  /**
   * Every check for a start of those services.
   *
   * @param services the services to be started; the ports of others are not looked at
   */
  List<Finding> of(Collection<Service> services) {
    List<Finding> findings = new ArrayList<>();
    findings.add(java(Runtime.version().feature()));
    findings.add(memory(memory.availableBytes(), services.size()));
    findings.add(disk(freeBytes(settings.home())));
    findings.add(runtimes(new Runtimes(settings).missing()));
    findings.add(program("bash"));
    findings.add(program("setsid"));
    for (Service service : services) {
      for (Port port : service.ports()) {
        findings.add(port(service, settings.port(port)));
      }
    }
    return findings;
  }

  static Finding java(int feature) {
    boolean right = feature == JAVA_NEEDED;
    return new Finding(
        "Java",
        right ? Verdict.OK : Verdict.MISSING,
        Integer.toString(feature),
        "exactly " + JAVA_NEEDED,
        right
            ? ""
            : "Install a JDK 17 (Debian: apt install openjdk-17-jdk-headless) and point JAVA_HOME at it: Hadoop 3.4 and Oozie fail on later ones.");
  }

  static Finding memory(OptionalLong available, int services) {
    String needed =
        "%s for the daemons, %s more for jobs".formatted(size(DAEMONS_MEMORY), size(JOBS_MEMORY));
    if (available.isEmpty()) {
      return new Finding("memory", Verdict.WARNING, "no figure from the system", needed, "");
    }
    long bytes = available.getAsLong();
    long least = DAEMONS_MEMORY * services / Service.values().length;
    Verdict verdict =
        bytes < least
            ? Verdict.MISSING
            : bytes < least + JOBS_MEMORY ? Verdict.WARNING : Verdict.OK;
    return new Finding(
        "memory",
        verdict,
        size(bytes) + " available",
        needed,
        switch (verdict) {
          case OK -> "";
          case WARNING -> "The daemons run, but jobs may be killed for want of memory.";
          case MISSING -> "End other programs, or use a machine with more memory.";
        });
  }

  private Finding disk(long free) {
    Verdict verdict =
        free < LEAST_DISK ? Verdict.MISSING : free < GOOD_DISK ? Verdict.WARNING : Verdict.OK;
    return new Finding(
        "disk of " + settings.home(),
        verdict,
        size(free) + " free",
        "%s, better %s".formatted(size(LEAST_DISK), size(GOOD_DISK)),
        verdict == Verdict.OK
            ? ""
            : "Free some space there, or choose another folder by MILLRACE_HOME.");
  }

  private static Finding runtimes(List<String> missing) {
    return missing.isEmpty()
        ? new Finding("build", Verdict.OK, "all runtimes", "all runtimes", "")
        : new Finding(
            "build",
            Verdict.MISSING,
            "no runtime of " + String.join(", ", missing),
            "all runtimes",
            "Build them: mvn package -DskipTests.");
  }

  private static Finding program(String name) {
    boolean found = inPath(name);
    return new Finding(
        name,
        found ? Verdict.OK : Verdict.MISSING,
        found ? name : "nothing of that name in PATH",
        "the program " + name,
        found ? "" : "Debian: apt install bash util-linux.");
  }

  /** Whether a program of that name can be run without saying where it is. */
  static boolean inPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    return List.of(path.split(":", -1)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
  }

  private Finding port(Service service, int port) {
    String check = "port %d (%s)".formatted(port, service.id());
    if (PortOwners.free(port)) {
      return new Finding(check, Verdict.OK, "free", "free", "");
    }
    String holder =
        new PortOwners(processes)
            .of(port)
            .map(owner -> "pid %d: %s".formatted(owner.pid(), cut(owner.command())))
            .orElse("a process that this user cannot see");
    return new Finding(
        check,
        Verdict.MISSING,
        "taken by " + holder,
        "free",
        "End that process, or shift all ports by MILLRACE_PORT_OFFSET.");
  }

  private static String cut(String command) {
    return command.length() <= LONGEST_COMMAND
        ? command
        : command.substring(0, LONGEST_COMMAND) + "…";
  }

  /** The free space where that folder is, or would be. */
  private static long freeBytes(Path folder) {
    Path existing = folder;
    while (existing != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    try {
      return existing == null ? 0 : Files.getFileStore(existing).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  static String size(long bytes) {
    return bytes < GIB
        ? bytes / MIB + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
  }
}
