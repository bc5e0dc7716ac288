package io.millrace.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * One call of a command-line client, ready to run as a child process.
 *
 * @param command the program and its arguments
 * @param environment all variables that it gets
 */
public record ToolCommand(List<String> command, Map<String, String> environment) {

  public ToolCommand {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /** The same call with one more environment variable. */
  public ToolCommand with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new ToolCommand(command, more);
  }

  /** The same call with one more option for the Java program, such as {@code -Xmx512m}. */
  public ToolCommand withJvmOption(String option) {
    List<String> more = new ArrayList<>(command);
    more.add(1, option);
    return new ToolCommand(more, environment);
  }

  /**
   * Runs it with this process's own input, output and error, and waits for its end.
   *
   * @return the client's exit code
   * @throws InterruptedException when interrupted; the client is then ended too
   */
  public int run() throws InterruptedException {
    Process process = start(builder().inheritIO());
    return waitFor(process);
  }

  /**
   * Runs it with no input, and waits for its end.
   *
   * @return what it printed and its exit code
   * @throws InterruptedException when interrupted; the client is then ended too
   */
  public Captured capture() throws InterruptedException {
    Process process = start(builder().redirectInput(Path.of("/dev/null").toFile()));
    CompletableFuture<String> err =
        CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
    String out = text(process.getInputStream());
    int exitCode = waitFor(process);
    return new Captured(exitCode, out, err.join());
  }

  /** The process to start, for callers that want its streams themselves. */
  public ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new ClusterException(
          ClusterException.NOT_FIT,
          "Cannot run %s: %s".formatted(builder.command().get(0), e.getMessage()),
          e);
    }
  }

  private static int waitFor(Process process) throws InterruptedException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      throw e;
    }
  }

  private static String text(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
