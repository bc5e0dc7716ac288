package io.millrace.bench.landing;

import io.millrace.bench.Timed;
import io.millrace.cluster.ToolCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Spark application that lands a topic, as a process of its own. It is stopped as a whole (by
 * SIGSTOP) while others are measured, so that each has the machine when it is its turn, and stays
 * warm.
 */
final class Contender implements AutoCloseable {
  /** The system property by which {@code Marks} knows its file. */
  private static final String MARKS_FILE = "millrace.bench.marks";

  private static final long LOOK_EVERY_MILLIS = 20;
  private static final long LONGEST_BATCH_MILLIS = 180_000;

  private final String name;
  private final Process process;
  private final Path marks;
  private final Path output;

  private Contender(String name, Process process, Path marks, Path output) {
    this.name = name;
    this.process = process;
    this.marks = marks;
    this.output = output;
  }

  /** Starts it. */
  static Contender start(String name, ToolCommand submission, Path folder) throws IOException {
    Path marks = folder.resolve(name.replaceAll("[^A-Za-z]+", "-") + ".marks");
    Path output = folder.resolve(name.replaceAll("[^A-Za-z]+", "-") + ".log");
    ToolCommand command = submission.withJvmOption("-D" + MARKS_FILE + "=" + marks);
    Process process =
        command.builder().redirectErrorStream(true).redirectOutput(output.toFile()).start();
    return new Contender(name, process, marks, output);
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  /** Lets it work until that many more batches have ended, of which none counts. */
  void warmUp(int batches) throws IOException, InterruptedException {
    await(Mark.read(marks).size() + batches);
    signal("STOP");
  }

  /**
   * Lets it work for that many batches, and stops it again. The batch in which it was stopped
   * before ends first and does not count.
   */
  Timed round(int batches) throws IOException, InterruptedException {
    List<Mark> before = Mark.read(marks);
    signal("CONT");
    List<Mark> after = await(before.size() + 1 + batches);
    signal("STOP");
    Mark from = after.get(before.size());
    Mark until = after.get(before.size() + batches);
    long records = 0;
    for (Mark mark : after.subList(before.size() + 1, before.size() + 1 + batches)) {
      records += mark.records();
    }
    return new Timed(
        records,
        TimeUnit.MILLISECONDS.toNanos(until.millis() - from.millis()),
        until.cpuNanos() - from.cpuNanos());
  }

  /** Lets it work until that many batches have ended in all. */
  private List<Mark> await(int batches) throws IOException, InterruptedException {
    long last = System.nanoTime();
    int seen = 0;
    while (true) {
      List<Mark> marks = Mark.read(this.marks);
      if (marks.size() >= batches) {
        return marks;
      }
      if (marks.size() > seen) {
        seen = marks.size();
        last = System.nanoTime();
      }
      boolean stuck = System.nanoTime() - last > LONGEST_BATCH_MILLIS * 1_000_000;
      if (stuck || process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException(
            "%s %s after %d batches. It said: %s"
                .formatted(name, stuck ? "does nothing" : "ended", seen, lastWords()));
      }
    }
  }

  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String what) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + what, Long.toString(process.pid()))
            .inheritIO()
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException("kill -%s %d ended with %d".formatted(what, process.pid(), code));
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(output));
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
