package io.millrace.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);

  @Test
  void printsTheLastLinesOfAFileOfManyBlocks() throws Exception {
    // given
    Path log = folder.resolve("a.log");
    String text =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "line number " + i + "\n")
            .collect(Collectors.joining());
    Files.writeString(log, text);

    // when
    long end = new LogFile(log).printLast(2, print);

    // then
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("line number 19998\nline number 19999\n");
    assertThat(end).isEqualTo(text.length());
  }

  @Test
  void aShortFileIsPrintedWhole() throws Exception {
    // given a last line that is still being written
    Path log = Files.writeString(folder.resolve("a.log"), "one\ntwo");

    // when
    new LogFile(log).printLast(100, print);

    // then
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo");
  }

  @Test
  void followsWhatIsAddedAndANewFileInItsPlace() throws Exception {
    // given
    Path log = Files.writeString(folder.resolve("a.log"), "old\n");
    LogFile file = new LogFile(log);
    Thread follower =
        new Thread(
            () -> {
              try {
                file.follow(4, print);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    follower.start();

    // when, then
    Files.writeString(log, "added\n", StandardOpenOption.APPEND);
    await().until(() -> out.toString(StandardCharsets.UTF_8).equals("added\n"));
    Files.writeString(log, "new\n");
    await().until(() -> out.toString(StandardCharsets.UTF_8).equals("added\nnew\n"));
    follower.interrupt();
    follower.join();
  }
}
