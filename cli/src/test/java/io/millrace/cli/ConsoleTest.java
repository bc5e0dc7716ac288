package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final MovableClock clock = new MovableClock();

  @Test
  void withoutATerminalProgressIsALineNowAndThen() {
    // given
    Console console = console(false);

    // when it is told every second for 21 seconds
    for (int second = 0; second <= 20; second++) {
      console.progress("at " + second);
      clock.advance(Duration.ofSeconds(1));
    }

    // then
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("  at 0\n  at 10\n  at 20\n");
  }

  @Test
  void onATerminalProgressIsOneLineThatResultsReplace() {
    // given
    Console console = console(true);

    // when
    console.progress("half");
    console.print("result");

    // then
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("\r\033[K  half\r\033[K");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("result\n");
  }

  @Test
  void theNextPieceOfWorkIsShownAtOnce() {
    // given
    Console console = console(false);
    console.progress("first");

    // when
    console.endProgress();
    console.progress("second");

    // then
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("  first\n  second\n");
  }

  private Console console(boolean terminal) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal,
        clock);
  }
}
