package io.millrace.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Java program of the ecosystem: which argument files, class path and main class it is started
 * with.
 *
 * @param optionFiles files of JVM options, relative to the rendered {@code conf/jvm}
 * @param classPath folders (of resources, or named {@code lib}: of jars), in order
 * @param mainClass the class to run
 */
record JavaProgram(List<String> optionFiles, List<Path> classPath, String mainClass) {

  /** The command that runs it with those arguments. */
  List<String> command(ClusterSettings settings, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(settings.javaBinary());
    for (String optionFile : optionFiles) {
      command.add("@" + settings.conf("jvm").resolve(optionFile));
    }
    command.addAll(options);
    command.add("-cp");
    command.add(
        classPath.stream()
            .flatMap(JavaProgram::entries)
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(mainClass);
    command.addAll(arguments);
    return command;
  }

  /** Jars one by one and sorted: the JVM would take {@code lib/*} in the file system's order. */
  private static Stream<Path> entries(Path folder) {
    if (!folder.endsWith("lib")) {
      return Stream.of(folder);
    }
    try (Stream<Path> jars = Files.list(folder)) {
      return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
