package io.millrace.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.Console;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamWatchTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private int looks;

  @Test
  void withoutATerminalEachLookFollowsTheOneBeforeUntilNobodyReads() throws Exception {
    // when
    watch(false).show();

    // then
    assertThat(text())
        .startsWith("2026-01-01T12:00:00Z" + System.lineSeparator() + "No streaming application")
        .doesNotContain("\033");
    assertThat(looks).isGreaterThan(1);
  }

  @Test
  void onATerminalEachLookReplacesTheOneBefore() throws Exception {
    watch(true).show();

    assertThat(text()).startsWith("\033[H").contains("\033[K");
  }

  @Test
  void whatCannotBeSeenNowIsLookedForAgain() throws Exception {
    // given
    StreamWatch watch =
        new StreamWatch(
            console(false),
            Duration.ofMillis(1),
            () -> {
              if (looks++ == 0) {
                throw new IOException("no NameNode answers");
              }
              return new StreamState(NOW, List.of(), List.of());
            });

    // when
    watch.show();

    // then
    assertThat(text())
        .startsWith("It cannot be seen now: no NameNode answers")
        .contains("No streaming application is running");
  }

  private StreamWatch watch(boolean terminal) {
    return new StreamWatch(
        console(terminal),
        Duration.ofMillis(1),
        () -> {
          looks++;
          return new StreamState(NOW, List.of(), List.of());
        });
  }

  private String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** Its reader goes away after two kilobytes. */
  private Console console(boolean terminal) {
    OutputStream pipe =
        new FilterOutputStream(written) {
          @Override
          public void flush() throws IOException {
            if (written.size() > 2048) {
              throw new IOException("broken pipe");
            }
          }
        };
    PrintStream out = new PrintStream(pipe, true, StandardCharsets.UTF_8);
    return new Console(out, out, terminal, Clock.systemUTC());
  }
}
