package io.millrace.bench.landing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The processor time of a process by thread, as the kernel counts it.
 *
 * @param collecting of the collector and the JVM's own thread, in seconds
 * @param compiling of the compilers, in seconds
 * @param all of all threads, in seconds
 */
record ThreadTimes(double collecting, double compiling, double all) {
  private static final double TICKS_A_SECOND = 100;
  private static final List<String> COLLECTORS = List.of("GC ", "G1 ", "VM Thread", "VM Periodic");
  private static final List<String> COMPILERS = List.of("C1 ", "C2 ", "Sweeper");

  /** Those since a reading. */
  ThreadTimes since(ThreadTimes before) {
    return new ThreadTimes(
        collecting - before.collecting, compiling - before.compiling, all - before.all);
  }

  /** What the program's own threads took. */
  double working() {
    return all - collecting - compiling;
  }

  static ThreadTimes of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    Map<String, Double> byName = new HashMap<>();
    try (Stream<Path> threads = Files.list(process.resolve("task"))) {
      for (Path thread : threads.toList()) {
        try {
          String stat = Files.readString(thread.resolve("stat"));
          String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
          byName.merge(name, seconds(stat), Double::sum);
        } catch (NoSuchFileException e) {
          // it has ended; the process keeps its time
        }
      }
    }
    return new ThreadTimes(
        sum(byName, COLLECTORS),
        sum(byName, COMPILERS),
        seconds(Files.readString(process.resolve("stat"))));
  }

  private static double sum(Map<String, Double> byName, List<String> prefixes) {
    return byName.entrySet().stream()
        .filter(e -> prefixes.stream().anyMatch(e.getKey()::startsWith))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  /** User and system time of a line of {@code stat}: the 14th and 15th field. */
  private static double seconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
  }
}
