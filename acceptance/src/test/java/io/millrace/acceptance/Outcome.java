package io.millrace.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/**
 * How a command ended.
 *
 * @param command its line
 * @param exitCode its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 * @param took how long it ran
 */
public record Outcome(String command, int exitCode, String out, String err, Duration took) {

  /** The lines of standard output. */
  List<String> lines() {
    return out.lines().toList();
  }

  /**
   * The same without a test library, for the commands of this module.
   *
   * @throws IllegalStateException with all that the command said, unless it ended with 0
   */
  Outcome orThrow() {
    if (exitCode != 0) {
      throw new IllegalStateException(toString());
    }
    return this;
  }

  /** Fails with all that the command said unless it ended with 0. */
  public Outcome requireSuccess() {
    assertThat(exitCode).as(toString()).isZero();
    return this;
  }

  /** What a user must never see after a mistake of theirs. */
  void requireNoStackTrace() {
    assertThat(out + err)
        .as(toString())
        .doesNotContainPattern("(?m)^\\s+at [\\w.$]+\\(")
        .doesNotContain("Exception in thread");
  }

  @Override
  public String toString() {
    return "`%s` ended with %d after %d s%n--- standard output%n%s%n--- standard error%n%s%n---"
        .formatted(command, exitCode, took.toSeconds(), out, err);
  }
}
