package io.millrace.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The processes that belong to a state folder: whoever names it in a command line. */
final class Processes {

  private static final Path PROC = Path.of("/proc");

  private final Path home;

  Processes(Path home) {
    this.home = home;
  }

  /** A process. */
  record Running(long pid, List<String> command) {

    boolean isJava() {
      return !command.isEmpty() && command.get(0).endsWith("java");
    }

    boolean names(String text) {
      return command.stream().anyMatch(part -> part.contains(text));
    }

    /** The program that a Java process runs, or its first word. */
    String program() {
      if (isJava()) {
        boolean value = false;
        for (String part : command.subList(1, command.size())) {
          if (!value && !part.startsWith("-") && !part.startsWith("@")) {
            return part;
          }
          value = part.equals("-cp") || part.equals("-classpath");
        }
      }
      return command.get(0);
    }
  }

  List<Running> all() {
    List<Running> found = new ArrayList<>();
    long own = ProcessHandle.current().pid();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        long pid = Long.parseLong(folder.getFileName().toString());
        List<String> command = command(folder);
        if (pid != own && command.stream().anyMatch(part -> part.contains(home.toString()))) {
          found.add(new Running(pid, command));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** The Java program in that container of YARN's. */
  Running inContainer(String containerId) {
    return all().stream()
        .filter(process -> process.isJava() && process.names(containerId))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No Java program runs in " + containerId));
  }

  private static List<String> command(Path folder) {
    try {
      String line = new String(Files.readAllBytes(folder.resolve("cmdline")), UTF_8);
      return line.isEmpty() ? List.of() : Arrays.asList(line.split("\0"));
    } catch (IOException e) {
      // it has ended meanwhile
      return List.of();
    }
  }
}
