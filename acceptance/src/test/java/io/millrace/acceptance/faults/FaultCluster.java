package io.millrace.acceptance.faults;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.acceptance.Checkout;
import io.millrace.acceptance.Millrace;
import io.millrace.acceptance.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The real cluster, its daemons by their process numbers, and the feed that the run is about. */
final class FaultCluster implements AutoCloseable {

  static final String FEED = "faulted";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> DECLARATION = List.of(FEED + ".yaml", FEED + ".avsc");

  private final Millrace millrace;

  FaultCluster(Millrace millrace) {
    this.millrace = millrace;
  }

  Millrace millrace() {
    return millrace;
  }

  String brokers() {
    return "127.0.0.1:" + millrace.port(9092);
  }

  String jdbcUrl() {
    return "jdbc:hive2://127.0.0.1:" + millrace.port(10000) + "/default";
  }

  /** Starts every daemon that does not run. */
  void up() {
    run("up");
  }

  /** Declares the feed among the product's own, where every command looks for it. */
  void declare() {
    try {
      for (String file : DECLARATION) {
        try (InputStream in = FaultCluster.class.getResourceAsStream("/faults/" + file)) {
          Files.copy(in, declarations().resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run("feed", "apply", FEED);
  }

  /** Kills a daemon the hard way. */
  void kill(String service) {
    ProcessHandle.of(pid(service)).ifPresent(ProcessHandle::destroyForcibly);
  }

  long pid(String service) {
    Path file = millrace.home().resolve("pids").resolve(service + ".json");
    try {
      return JSON.readTree(Files.readAllBytes(file)).path("pid").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a command of the product's.
   *
   * @throws IllegalStateException with all that it said, unless it ended with 0
   */
  Outcome run(String... arguments) {
    Outcome outcome = millrace.run(arguments);
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(outcome.toString());
    }
    return outcome;
  }

  /** Takes the declaration away; topic, tables and files stay. */
  @Override
  public void close() {
    try {
      for (String file : DECLARATION) {
        Files.deleteIfExists(declarations().resolve(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path declarations() {
    return Checkout.root().resolve("conf/feeds");
  }
}
