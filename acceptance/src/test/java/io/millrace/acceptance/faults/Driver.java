package io.millrace.acceptance.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A landing driver, a process of its own that takes instructions and says what it does. */
final class Driver {

  private final Process process;
  private final Writer instructions;
  private final CompletableFuture<Void> warm = new CompletableFuture<>();
  private final Consumer<Map<Integer, Long>> published;
  private volatile CompletableFuture<String> sprung = new CompletableFuture<>();

  /**
   * Starts the process, which then waits to be told to go.
   *
   * @param published told each position that the driver has published
   */
  Driver(ProcessBuilder builder, Consumer<Map<Integer, Long>> published) {
    this.published = published;
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.instructions = new OutputStreamWriter(process.getOutputStream(), US_ASCII);
    Thread reader = new Thread(this::read, "driver-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  long pid() {
    return process.pid();
  }

  boolean lives() {
    return process.isAlive();
  }

  /** Told with the exit code when the process has ended. */
  CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  void go() {
    tell("go");
  }

  /** Sets a trap; {@link #sprung()} tells when somebody has stepped into it. */
  void set(Trap trap) {
    sprung = new CompletableFuture<>();
    tell(trap.instruction());
  }

  /** The point at which the trap that was set last has sprung. */
  CompletableFuture<String> sprung() {
    return sprung;
  }

  void clearTraps() {
    tell("clear");
  }

  /** Lets those go on who wait in a trap. */
  void release() {
    tell("release");
  }

  void kill() {
    process.destroyForcibly();
  }

  /** Sends a signal by its name, such as STOP or CONT. */
  void signal(String name) {
    Signal.send(pid(), name);
  }

  /** Whether it is ready to be told to go within that time. */
  boolean awaitWarm(long seconds) {
    try {
      warm.get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      return false;
    }
  }

  private void tell(String line) {
    synchronized (instructions) {
      try {
        instructions.write(line + "\n");
        instructions.flush();
      } catch (IOException e) {
        // it has died, which is what this is about
      }
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("@ ")) {
          hear(List.of(line.substring(2).split(" ", -1)));
        }
      }
    } catch (IOException e) {
      // it has died in the middle of a line
    } finally {
      warm.completeExceptionally(new IllegalStateException("the driver has ended"));
    }
  }

  private void hear(List<String> words) {
    switch (words.get(0)) {
      case "warm" -> warm.complete(null);
      case "sprung" -> sprung.complete(words.get(1) + " " + words.get(2));
      case "published" -> published.accept(ends(words.get(1)));
      default -> {}
    }
  }

  private static Map<Integer, Long> ends(String text) {
    Map<Integer, Long> ends = new TreeMap<>();
    for (String end : text.split(",", -1)) {
      if (!end.isEmpty()) {
        String[] pair = end.split(":", -1);
        ends.put(Integer.valueOf(pair[0]), Long.valueOf(pair[1]));
      }
    }
    return ends;
  }
}
