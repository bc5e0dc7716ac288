package io.millrace.bench.landing;

import io.millrace.bench.Timed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Processor time by stage. How much the program's threads, the collector and the compilers took the
 * kernel says; what the program's threads did is taken from the stacks that Flight Recorder samples
 * of those that run.
 */
final class StageProfile {
  private static final double MILLION = 1e6;
  private static final int HOTTEST = 40;

  /** Native methods in which a thread waits: sampled all the same, though it does not run. */
  private static final Set<String> WAITING =
      Set.of("epollWait", "wait", "accept", "poll", "park", "connect0", "accept0", "read0");

  private final String name;
  private final long records;
  private final double seconds;
  private final ThreadTimes times;
  private final Map<Stage, Integer> samples;
  private final Map<String, Integer> methods;

  private StageProfile(
      String name,
      Timed timed,
      ThreadTimes times,
      Map<Stage, Integer> samples,
      Map<String, Integer> methods) {
    this.name = name;
    this.records = timed.records();
    this.seconds = timed.cpuNanos() / 1e9;
    this.times = times;
    this.samples = samples;
    this.methods = methods;
  }

  /** Lets the contender work for that many batches, with a recording. */
  static StageProfile take(Contender contender, int batches, Path folder)
      throws IOException, InterruptedException {
    Path recording = folder.resolve("profile-" + contender.pid() + ".jfr");
    contender.resume();
    jcmd(contender, "JFR.start", "name=bench", "settings=profile");
    ThreadTimes before = ThreadTimes.of(contender.pid());
    Timed timed = contender.round(batches);
    ThreadTimes times = ThreadTimes.of(contender.pid()).since(before);
    contender.resume();
    jcmd(contender, "JFR.stop", "name=bench", "filename=" + recording);
    Map<Stage, Integer> samples = new EnumMap<>(Stage.class);
    Map<String, Integer> methods = new TreeMap<>();
    try (RecordingFile events = new RecordingFile(recording)) {
      while (events.hasMoreEvents()) {
        count(events.readEvent(), samples, methods);
      }
    }
    return new StageProfile(contender.name(), timed, times, samples, methods);
  }

  private static void count(
      RecordedEvent event, Map<Stage, Integer> samples, Map<String, Integer> methods) {
    String type = event.getEventType().getName();
    boolean runs = type.equals("jdk.ExecutionSample");
    if ((!runs && !type.equals("jdk.NativeMethodSample")) || event.getStackTrace() == null) {
      return;
    }
    List<RecordedMethod> stack =
        event.getStackTrace().getFrames().stream().map(frame -> frame.getMethod()).toList();
    RecordedMethod innermost = stack.get(0);
    if (!runs && WAITING.contains(innermost.getName())) {
      return;
    }
    samples.merge(
        Stage.of(stack.stream().map(method -> method.getType().getName()).toList()),
        1,
        Integer::sum);
    methods.merge(innermost.getType().getName() + "." + innermost.getName(), 1, Integer::sum);
  }

  private static void jcmd(Contender contender, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(contender.pid()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(command + " ended with " + process.exitValue());
    }
  }

  void print(PrintWriter out) {
    int all = samples.values().stream().mapToInt(Integer::intValue).sum();
    double perMillion = seconds / records * MILLION;
    out.printf(
        Locale.ROOT,
        "%n%s: %.2f CPU-seconds per million records (%,d records, %,d samples)%n",
        name,
        perMillion,
        records,
        all);
    double working = times.working() / times.all() * perMillion;
    for (Stage stage : Stage.values()) {
      line(out, stage.title(), working * samples.getOrDefault(stage, 0) / Math.max(1, all));
    }
    line(out, "garbage collection", times.collecting() / times.all() * perMillion);
    line(out, "compilation", times.compiling() / times.all() * perMillion);
    methods.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(HOTTEST)
        .forEach(
            e ->
                out.printf(
                    Locale.ROOT, "    %5.1f %% %s%n", 100.0 * e.getValue() / all, e.getKey()));
    out.flush();
  }

  private static void line(PrintWriter out, String what, double seconds) {
    out.printf(Locale.ROOT, "  %-20s %6.2f%n", what, seconds);
  }
}
