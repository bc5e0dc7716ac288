package io.millrace.acceptance.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the streaming application's processes still hold after a collection. */
final class Heap {

  private static final Map<String, String> PROGRAMS =
      Map.of(
          "driver", "org.apache.spark.deploy.yarn.ApplicationMaster",
          "executor", "org.apache.spark.executor.YarnCoarseGrainedExecutorBackend");
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private Heap() {}

  /** KiB after a full collection, by process: {@code driver}, {@code executor-1}. */
  static Map<String, Long> afterCollection(Path home) {
    Map<String, Long> used = new TreeMap<>();
    PROGRAMS.forEach(
        (name, program) -> {
          List<Long> pids =
              ProcessHandle.allProcesses()
                  .filter(p -> commandLine(p.pid()).contains(program))
                  .filter(p -> commandLine(p.pid()).contains(home.toString()))
                  .filter(p -> commandLine(p.pid()).startsWith("/") && isJava(p))
                  .map(ProcessHandle::pid)
                  .sorted()
                  .toList();
          for (int i = 0; i < pids.size(); i++) {
            used.put(pids.size() == 1 ? name : name + "-" + (i + 1), afterCollection(pids.get(i)));
          }
        });
    return used;
  }

  private static boolean isJava(ProcessHandle process) {
    return process.info().command().map(c -> c.endsWith("/java")).orElse(false);
  }

  private static long afterCollection(long pid) {
    jcmd(pid, "GC.run");
    Matcher matcher = USED.matcher(jcmd(pid, "GC.heap_info"));
    long kib = 0;
    // one line for each generation; metaspace comes after them
    for (int generation = 0; generation < 2 && matcher.find(); generation++) {
      kib += Long.parseLong(matcher.group(1));
    }
    return kib;
  }

  private static String jcmd(long pid, String command) {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                  Long.toString(pid),
                  command)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String commandLine(long pid) {
    try {
      return new String(
              java.nio.file.Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")),
              StandardCharsets.UTF_8)
          .replace('\0', ' ');
    } catch (IOException e) {
      // it has ended meanwhile
      return "";
    }
  }
}
