package io.millrace.model.declaration;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Declarations that cannot be used. The user must change the files; the message names every problem
 * at once.
 */
public abstract class InvalidDeclarationException extends RuntimeException {
  private final transient List<Problem> problems;

  /**
   * @param declarations what was read, as in {@code 2 problems in the feed declarations}
   */
  protected InvalidDeclarationException(String declarations, List<Problem> problems) {
    super(message(declarations, inOrder(problems)));
    this.problems = inOrder(problems);
  }

  /** Every problem, by file and line. */
  public List<Problem> problems() {
    return problems;
  }

  private static String message(String declarations, List<Problem> problems) {
    String title =
        String.format(
            Locale.ROOT,
            "%d %s in the %s:\n  ",
            problems.size(),
            problems.size() == 1 ? "problem" : "problems",
            declarations);
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
}
