package io.millrace.model.feed;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Declarations that cannot be used. The user must change the files; the message names every problem
 * at once.
 */
public final class InvalidFeedException extends RuntimeException {
  private final transient List<Problem> problems;

  InvalidFeedException(List<Problem> problems) {
    super(message(inOrder(problems)));
    this.problems = inOrder(problems);
  }

  private static String message(List<Problem> problems) {
    String title =
        problems.size() == 1
            ? "1 problem in the feed declarations:\n  "
            : problems.size() + " problems in the feed declarations:\n  ";
    return problems.stream().map(Problem::toString).collect(Collectors.joining("\n  ", title, ""));
  }

  private static List<Problem> inOrder(List<Problem> problems) {
    List<String> files = problems.stream().map(Problem::file).distinct().toList();
    return problems.stream()
        .sorted(
            Comparator.<Problem>comparingInt(p -> files.indexOf(p.file()))
                .thenComparingInt(Problem::line))
        .toList();
  }

  /** Every problem, by file and line. */
  public List<Problem> problems() {
    return problems;
  }
}
