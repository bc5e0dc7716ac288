package io.millrace.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path folder;

  private List<String> tailOf(String text) throws IOException {
    return LogTail.of(Files.writeString(folder.resolve("service.log"), text));
  }

  @Test
  void theLinesThatSayWhatWentWrongAreQuotedWithoutStackFrames() throws IOException {
    String log =
        """
        2026-01-01T00:00:00.000Z INFO NameNode: STARTUP_MSG
        2026-01-01T00:00:01.000Z ERROR NameNode: Failed to start namenode.
        java.net.BindException: Problem binding to [127.0.0.1:8020]
        \tat java.base/sun.nio.ch.Net.bind0(Native Method)
        \tat org.apache.hadoop.ipc.Server.bind(Server.java:640)
        Caused by: java.net.BindException: Address already in use
        \t... 12 more
        2026-01-01T00:00:01.000Z INFO ExitUtil: Exiting with status 1
        """;

    assertThat(tailOf(log))
        .containsExactly(
            "2026-01-01T00:00:01.000Z ERROR NameNode: Failed to start namenode.",
            "java.net.BindException: Problem binding to [127.0.0.1:8020]",
            "Caused by: java.net.BindException: Address already in use");
  }

  @Test
  void withoutTroubleTheLastLinesAreQuoted() throws IOException {
    String log =
        IntStream.rangeClosed(1, 20).mapToObj(i -> "line " + i).collect(Collectors.joining("\n\n"));

    assertThat(tailOf(log)).hasSize(8).startsWith("line 13").endsWith("line 20");
  }

  @Test
  void aJvmThatDidNotStartSaysWhy() throws IOException {
    assertThat(tailOf("Error: Could not find or load main class kafka.Kafka\n"))
        .containsExactly("Error: Could not find or load main class kafka.Kafka");
  }

  @Test
  void onlyTheEndOfALargeLogIsRead() throws IOException {
    String log = "ERROR long ago\n" + "fine\n".repeat(100_000) + "last\n";

    assertThat(tailOf(log)).doesNotContain("ERROR long ago").endsWith("last");
  }

  @Test
  void aLongLineIsCut() throws IOException {
    assertThat(tailOf("x".repeat(5000))).singleElement().asString().hasSize(401).endsWith("…");
  }

  @Test
  void noLogHasNoLines() {
    assertThat(LogTail.of(folder.resolve("absent.log"))).isEmpty();
  }
}
