package io.millrace.model.feed;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Declarations that cannot be used. The user must change the files; the message names every problem
 * at once.
 */
public final class InvalidFeedException extends RuntimeException {
  private final transient List<Problem> problems;

  InvalidFeedException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(
                Collectors.joining(
                    "\n  ",
                    problems.size() == 1
                        ? "1 problem in the feed declarations:\n  "
                        : problems.size() + " problems in the feed declarations:\n  ",
                    "")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order of files and settings. */
  public List<Problem> problems() {
    return problems;
  }
}
