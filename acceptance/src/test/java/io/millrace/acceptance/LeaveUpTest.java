package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command is ended while its cluster comes up, of which only what is asked of it is seen. */
@Order(30)
class LeaveUpTest {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir private Path checkout;
  private Path asked;

  /** Notes what it is asked for, and takes ten minutes for the demo. */
  @BeforeEach
  void writeMillrace() throws IOException {
    asked = checkout.resolve("asked");
    Path bin = Files.createDirectories(checkout.resolve("bin"));
    Path script =
        Files.writeString(
            bin.resolve("millrace"),
            """
            #!/bin/sh
            echo "$*" >> %s
            if [ "$1" = demo ]; then exec sleep 600; fi
            """
                .formatted(asked));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void aCommandThatIsAskedToEndTakesItsClusterDown() throws Exception {
    endDuringDemo();

    assertThat(asked()).containsExactly("demo", "down");
  }

  @Test
  void aClusterThatIsToBeLeftUpIsLeft() throws Exception {
    endDuringDemo("--leave-up");

    assertThat(asked()).containsExactly("demo");
  }

  private void endDuringDemo(String... options) throws Exception {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dmillrace.checkout=" + checkout,
                "-cp",
                System.getProperty("java.class.path"),
                Kills.class.getName()));
    line.addAll(List.of(options));
    Process command =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(checkout.resolve("said").toFile())
            .start();
    List<ProcessHandle> begun = new ArrayList<>();
    try {
      await().atMost(LONGEST).until(() -> asked().contains("demo"));
      command.children().forEach(begun::add);
      command.destroy();
      assertThat(command.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      begun.forEach(ProcessHandle::destroyForcibly);
      command.destroyForcibly();
    }
  }

  private List<String> asked() {
    try {
      return Files.exists(asked) ? Files.readAllLines(asked) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
