package io.millrace.cluster.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads {@code /proc}. A process that ends while it is looked at counts as gone. */
public final class ProcFs {
  private static final int STATE = 0;
  private static final int START_TICKS = 19;
  private static final long PAGE_BYTES = 4096;

  private final Path root;

  public ProcFs() {
    this(Path.of("/proc"));
  }

  ProcFs(Path root) {
    this.root = root;
  }

  /** The process that has this number now, unless there is none or it only waits to be reaped. */
  public Optional<ProcessId> find(long pid) {
    return stat(pid)
        .filter(fields -> !fields[STATE].equals("Z") && !fields[STATE].equals("X"))
        .map(fields -> new ProcessId(pid, Long.parseLong(fields[START_TICKS]), bootId()));
  }

  /** Whether exactly this process lives. */
  public boolean lives(ProcessId id) {
    return find(id.pid()).filter(id::equals).isPresent();
  }

  /** Resident memory. */
  public OptionalLong residentBytes(long pid) {
    return read(root.resolve(Long.toString(pid)).resolve("statm"))
        .map(text -> OptionalLong.of(Long.parseLong(text.split(" ", -1)[1]) * PAGE_BYTES))
        .orElse(OptionalLong.empty());
  }

  /** The command and its arguments in one line; empty when it cannot be read. */
  public String commandLine(long pid) {
    return read(root.resolve(Long.toString(pid)).resolve("cmdline"))
        .map(text -> text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip())
        .orElse("");
  }

  /** The processes whose working directory is inside that folder. */
  public List<ProcessId> workingIn(Path folder) {
    return pids().stream()
        .filter(
            pid ->
                link(root.resolve(Long.toString(pid)).resolve("cwd"))
                    .filter(target -> Path.of(target.replace(" (deleted)", "")).startsWith(folder))
                    .isPresent())
        .flatMap(pid -> find(pid).stream())
        .toList();
  }

  /** The numbers of all processes. */
  public List<Long> pids() {
    try (Stream<Path> entries = Files.list(root)) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.chars().allMatch(Character::isDigit))
          .map(Long::parseLong)
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** What the open files of that process are, as {@code /proc/pid/fd} names them. */
  List<String> openFiles(long pid) {
    try (Stream<Path> entries = Files.list(root.resolve(Long.toString(pid)).resolve("fd"))) {
      return entries.flatMap(entry -> link(entry).stream()).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** The lines of a file below {@code /proc}, none when it cannot be read. */
  List<String> lines(String file) {
    return read(root.resolve(file)).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** The boot that this is. */
  public String bootId() {
    return read(root.resolve("sys/kernel/random/boot_id")).map(String::strip).orElse("");
  }

  /** The fields after the command's name, which may itself hold blanks and brackets. */
  private Optional<String[]> stat(long pid) {
    return read(root.resolve(Long.toString(pid)).resolve("stat"))
        .map(text -> text.substring(text.lastIndexOf(')') + 2).split(" ", -1));
  }

  private static Optional<String> link(Path path) {
    try {
      return Optional.of(Files.readSymbolicLink(path).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          .filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
