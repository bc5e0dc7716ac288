package io.millrace.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * {@code bin/millrace} with a state folder and ports of its own, run as users run it: as a program
 * that is judged by what it says and how it ends.
 */
public final class Millrace {

  private static final Duration LONGEST = Duration.ofMinutes(12);

  private final Path home;
  private final int portOffset;
  private final Path outputs;
  private final AtomicInteger started = new AtomicInteger();
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private Thread last;

  public Millrace(Path home, int portOffset) {
    this.home = home;
    this.portOffset = portOffset;
    this.outputs = Checkout.target().resolve("commands").resolve(home.getFileName());
    try {
      Files.createDirectories(outputs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One that is stopped and without any state: what a run of before has left there, be it a backlog
   * or a fault that was never undone, is gone.
   */
  public static Millrace fresh(Path home, int portOffset) {
    Millrace millrace = new Millrace(home, portOffset);
    if (Files.exists(home)) {
      Outcome down = millrace.run("down");
      if (down.exitCode() != 0) {
        throw new IllegalStateException(down.toString());
      }
      try (Stream<Path> inside = Files.walk(home)) {
        for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return millrace;
  }

  public Path home() {
    return home;
  }

  /** A port's number, given its number without an offset. */
  public int port(int number) {
    return number + portOffset;
  }

  /** Runs a command to its end. */
  public Outcome run(String... arguments) {
    return start(arguments).await(LONGEST);
  }

  /** Runs HiveQL by beeline and gives its CSV, one line a row, without headers. */
  List<String> beeline(String... statements) {
    List<String> arguments =
        new ArrayList<>(List.of("sql", "--outputformat=csv2", "--showHeader=false"));
    for (String statement : statements) {
      arguments.addAll(List.of("-e", statement));
    }
    return run(arguments.toArray(String[]::new)).requireSuccess().lines().stream()
        .filter(line -> !line.isBlank())
        .toList();
  }

  /** Starts a command. */
  public Running start(String... arguments) {
    return startWrapped(List.of(), arguments);
  }

  /**
   * Starts a command under another one.
   *
   * @param wrapper a command to which the line is appended, such as {@code sh -c '… exec "$@"' sh}
   */
  Running startWrapped(List<String> wrapper, String... arguments) {
    List<String> line = new ArrayList<>(wrapper);
    line.add(Checkout.root().resolve("bin/millrace").toString());
    line.addAll(List.of(arguments));
    String name = "%03d-%s".formatted(started.incrementAndGet(), arguments[0]);
    Path out = outputs.resolve(name + ".out");
    Path err = outputs.resolve(name + ".err");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(Checkout.target().toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("MILLRACE_HOME", home.toString());
    builder.environment().put("MILLRACE_PORT_OFFSET", Integer.toString(portOffset));
    builder.environment().remove("MILLRACE_DEBUG");
    return new Running(
        begin(builder), "millrace " + String.join(" ", arguments), out, err, System.nanoTime());
  }

  private synchronized Process begin(ProcessBuilder builder) {
    if (last != null && last != Thread.currentThread()) {
      throw new IllegalStateException("The cluster is being taken down: " + builder.command());
    }
    try {
      Process process = builder.start();
      running.removeIf(earlier -> !earlier.isAlive());
      running.add(process);
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void letNoOtherThreadBegin() {
    last = Thread.currentThread();
  }

  /** Ends every command that still runs and takes the cluster down; no other thread runs more. */
  Outcome downForGood() {
    letNoOtherThreadBegin();
    endAll();
    return run("down");
  }

  /** Ends every command that still runs. */
  public void endAll() {
    running.forEach(Process::destroy);
    for (Process process : running) {
      try {
        if (!process.waitFor(70, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }

  /** A command that was started. */
  public record Running(Process process, String command, Path out, Path err, long startedNanos) {

    public boolean ended() {
      return !process.isAlive();
    }

    /** Waits for its end; fails, and ends it, when it takes longer. */
    public Outcome await(Duration atMost) {
      try {
        boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        Duration took = Duration.ofNanos(System.nanoTime() - startedNanos);
        if (!ended) {
          process.destroy();
        }
        Outcome outcome =
            new Outcome(
                command,
                ended ? process.exitValue() : -1,
                Files.readString(out),
                Files.readString(err),
                took);
        if (!ended) {
          throw new AssertionError("Too slow, and ended: " + outcome);
        }
        return outcome;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        process.destroy();
        Thread.currentThread().interrupt();
        throw new AssertionError(command + " was interrupted", e);
      }
    }
  }
}
