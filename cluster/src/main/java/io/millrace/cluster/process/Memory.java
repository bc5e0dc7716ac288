package io.millrace.cluster.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How much memory processes that are started now can have. */
public final class Memory {
  private final Path meminfo;
  private final Path cgroup;

  public Memory() {
    this(Path.of("/proc/meminfo"), Path.of("/sys/fs/cgroup"));
  }

  Memory(Path meminfo, Path cgroup) {
    this.meminfo = meminfo;
    this.cgroup = cgroup;
  }

  /**
   * What the machine has left or, when it is less, what the container that we run in may still
   * take; empty when the system does not say.
   */
  public OptionalLong availableBytes() {
    OptionalLong machine = ofMachine();
    OptionalLong container = ofContainer();
    if (machine.isPresent() && container.isPresent()) {
      return OptionalLong.of(Math.min(machine.getAsLong(), container.getAsLong()));
    }
    return machine.isPresent() ? machine : container;
  }

  private OptionalLong ofMachine() {
    try {
      List<String> lines = Files.readAllLines(meminfo, StandardCharsets.UTF_8);
      return lines.stream()
          .filter(line -> line.startsWith("MemAvailable:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private OptionalLong ofContainer() {
    try {
      String limit = Files.readString(cgroup.resolve("memory.max")).strip();
      String used = Files.readString(cgroup.resolve("memory.current")).strip();
      return limit.equals("max")
          ? OptionalLong.empty()
          : OptionalLong.of(Math.max(0, Long.parseLong(limit) - Long.parseLong(used)));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
