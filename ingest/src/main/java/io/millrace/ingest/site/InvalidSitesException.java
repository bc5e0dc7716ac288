package io.millrace.ingest.site;

import io.millrace.model.declaration.Problem;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A description of the sites that cannot be used. The user must change the file; the message names
 * every problem at once.
 */
public final class InvalidSitesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  InvalidSitesException(List<Problem> problems) {
    super(
        problems.stream()
            .map(Problem::toString)
            .collect(
                Collectors.joining(
                    "\n  ",
                    problems.size() == 1
                        ? "1 problem in the sites' description:\n  "
                        : problems.size() + " problems in the sites' description:\n  ",
                    "")));
    this.problems = List.copyOf(problems);
  }

  /** Every problem, in the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
