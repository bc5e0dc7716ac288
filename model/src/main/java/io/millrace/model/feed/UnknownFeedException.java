package io.millrace.model.feed;

import java.util.List;

/** A feed was asked for that is not declared; the message names those that are. */
public final class UnknownFeedException extends RuntimeException {
  /** That feed was asked for; those are declared. */
  public UnknownFeedException(String name, List<String> declared) {
    super(
        "There is no feed "
            + name
            + "; declared are "
            + (declared.isEmpty() ? "none" : String.join(", ", declared))
            + ".");
  }
}
