package io.millrace.cluster.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which process a service is, and whether it has answered since it was started.
 *
 * <p>The first is written by the process itself just before it becomes the daemon (see {@link
 * DaemonLauncher}), so no daemon of ours is ever without a record. The second is a mark beside it
 * that holds the same identity, so that it never vouches for a successor.
 */
public final class PidFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Path readyMark;

  public PidFile(Path folder, String service) {
    this.file = folder.resolve(service + ".json");
    this.readyMark = folder.resolve(service + ".ready.json");
  }

  Path path() {
    return file;
  }

  /** The process that was started last and not stopped, whether or not it lives. */
  public Optional<ProcessId> recorded() {
    return read(file);
  }

  /** Whether that process was seen to be ready. */
  public boolean ready() {
    Optional<ProcessId> process = recorded();
    return process.isPresent() && process.equals(read(readyMark));
  }

  /** Notes that the recorded process has answered. */
  public void markReady() {
    try {
      Path temporary = readyMark.resolveSibling(readyMark.getFileName() + ".new");
      Files.copy(file, temporary, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      Files.move(temporary, readyMark, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Forgets the process. */
  public void remove() {
    try {
      Files.deleteIfExists(readyMark);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessId> read(Path from) {
    try {
      JsonNode json = JSON.readTree(Files.readAllBytes(from));
      JsonNode pid = json.path("pid");
      JsonNode startTicks = json.path("start_ticks");
      // a file that a full disk cut short names no process
      return pid.isIntegralNumber() && startTicks.isIntegralNumber()
          ? Optional.of(
              new ProcessId(pid.asLong(), startTicks.asLong(), json.path("boot_id").asText()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
