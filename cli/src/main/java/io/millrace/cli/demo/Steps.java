package io.millrace.cli.demo;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.Console;
import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** The steps of a longer piece of work, each with its time. For one thread. */
final class Steps {

  private final Console console;
  private final Clock clock;
  private final Instant started;
  private final Map<String, Duration> took = new LinkedHashMap<>();

  Steps(Console console, Clock clock) {
    this.console = console;
    this.clock = clock;
    this.started = clock.instant();
  }

  /**
   * Does one step.
   *
   * @throws CommandFailure that says in which step it was
   */
  <T> T step(String name, Callable<T> work) throws Exception {
    Instant began = clock.instant();
    console.say("");
    console.say("%d. %s".formatted(took.size() + 1, name));
    try {
      return work.call();
    } catch (CommandFailure e) {
      throw new CommandFailure(
          e.status(), "The demo stopped at \"%s\": %s".formatted(name, e.getMessage()), e);
    } finally {
      console.endProgress();
      took.put(name, Duration.between(began, clock.instant()));
    }
  }

  /** Tells how long each step took. */
  void tell() {
    TextTable table = new TextTable("STEP", "TIME");
    took.forEach((name, time) -> table.row(name, Words.of(time)));
    table.row("total", Words.of(Duration.between(started, clock.instant())));
    console.say("");
    table.lines().forEach(console::say);
  }
}
