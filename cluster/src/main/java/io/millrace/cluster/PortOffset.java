package io.millrace.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The offset that a home's site files were rendered with last. Daemons that live keep their ports,
 * so their neighbours must not be started with others.
 */
final class PortOffset {
  private final Path file;

  PortOffset(ClusterSettings settings) {
    this.file = settings.home().resolve("conf").resolve("port-offset");
  }

  void write(int offset) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, Integer.toString(offset), StandardCharsets.UTF_8);
  }

  /**
   * @throws ClusterException when daemons that live have other ports than these settings say
   */
  static void requireSame(ClusterSettings settings) {
    String running = new PortOffset(settings).read();
    if (!running.isEmpty() && !running.equals(Integer.toString(settings.portOffset()))) {
      throw new ClusterException(
          ClusterException.BAD_SETTING,
          "The cluster in %s runs with MILLRACE_PORT_OFFSET=%s, not %d: stop it first, or choose another folder by MILLRACE_HOME."
              .formatted(settings.home(), running, settings.portOffset()));
    }
  }

  private String read() {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8).strip() : "";
    } catch (IOException e) {
      // an unreadable note says nothing, and the ports themselves are looked at before a start
      return "";
    }
  }
}
