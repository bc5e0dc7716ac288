package io.millrace.model.retention;

import io.millrace.model.declaration.InvalidDeclarationException;
import io.millrace.model.declaration.Problem;
import java.util.List;

/** Declarations of how long tables are kept, or of legal holds, that cannot be used. */
public final class InvalidRetentionException extends InvalidDeclarationException {

  InvalidRetentionException(List<Problem> problems) {
    super("declarations of retention", problems);
  }
}
