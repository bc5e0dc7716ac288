package io.millrace.cli.command;

import io.millrace.cli.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** Runs a command line in this process, on a cluster that was never started. */
final class CommandRun {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private int code;

  /** In the checkout of this build, with all state in {@code home}. */
  static CommandRun of(Path home, String... args) {
    return in(
        Path.of("..").toAbsolutePath().normalize(), Map.of("MILLRACE_HOME", home.toString()), args);
  }

  static CommandRun in(Path checkout, Map<String, String> environment, String... args) {
    CommandRun run = new CommandRun();
    Clock clock = Clock.systemUTC();
    Console console =
        new Console(
            new PrintStream(run.out, true, StandardCharsets.UTF_8),
            new PrintStream(run.err, true, StandardCharsets.UTF_8),
            false,
            clock);
    run.code =
        Millrace.run(new Invocation(checkout, new HashMap<>(environment), clock, console), args);
    return run;
  }

  int code() {
    return code;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
