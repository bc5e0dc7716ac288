package io.millrace.model.feed;

import io.millrace.model.declaration.InvalidDeclarationException;
import io.millrace.model.declaration.Problem;
import java.util.List;

/** Declarations of feeds that cannot be used. */
public final class InvalidFeedException extends InvalidDeclarationException {

  InvalidFeedException(List<Problem> problems) {
    super("feed declarations", problems);
  }
}
