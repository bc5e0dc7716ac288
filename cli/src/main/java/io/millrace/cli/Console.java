package io.millrace.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a command's words go: results to standard output, everything about the work to standard
 * error, so that results can be piped. Safe for several threads.
 */
public final class Console {

  private static final Duration BETWEEN_REDRAWS = Duration.ofMillis(200);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final String ERASE = "\r\033[K";

  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;
  private final Clock clock;
  private Instant shown = Instant.MIN;
  private boolean drawn;

  /**
   * @param terminal whether a person looks on: then progress is one line that changes, otherwise a
   *     line now and then
   */
  public Console(PrintStream out, PrintStream err, boolean terminal, Clock clock) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
    this.clock = clock;
  }

  /** A line of the result. */
  public synchronized void print(String line) {
    erase();
    out.println(line);
    out.flush();
  }

  /** A line about the work. */
  public synchronized void say(String line) {
    erase();
    err.println(line);
    err.flush();
  }

  /**
   * How far a piece of work is: replaces the last such line, and is dropped if it comes too soon.
   */
  public synchronized void progress(String line) {
    Instant now = clock.instant();
    Duration least = terminal ? BETWEEN_REDRAWS : BETWEEN_LINES;
    if (!shown.equals(Instant.MIN) && Duration.between(shown, now).compareTo(least) < 0) {
      return;
    }
    shown = now;
    if (terminal) {
      err.print(ERASE + "  " + line);
      drawn = true;
    } else {
      err.println("  " + line);
    }
    err.flush();
  }

  /** Ends a piece of work: its last progress goes, and the next one's first is shown at once. */
  public synchronized void endProgress() {
    erase();
    shown = Instant.MIN;
  }

  /** Whether a person looks on. */
  public boolean isTerminal() {
    return terminal;
  }

  /** Standard output, for what is no line of text. */
  public PrintStream out() {
    return out;
  }

  /** Standard error, for what is no line of text. */
  public PrintStream err() {
    return err;
  }

  private void erase() {
    if (drawn) {
      err.print(ERASE);
      err.flush();
      drawn = false;
    }
  }
}
