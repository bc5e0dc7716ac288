package io.millrace.warehouse;

import java.util.List;

/** A job was called wrongly; the message has a line for everything that is wrong. */
public final class InvalidArgumentsException extends Exception {

  private final List<String> problems;

  InvalidArgumentsException(List<String> problems) {
    // Where it was thrown tells nobody anything.
    super(String.join(System.lineSeparator(), problems), null, false, false);
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, a sentence each. */
  public List<String> problems() {
    return problems;
  }
}
