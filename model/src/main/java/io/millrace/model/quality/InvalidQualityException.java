package io.millrace.model.quality;

import io.millrace.model.declaration.InvalidDeclarationException;
import io.millrace.model.declaration.Problem;
import java.util.List;

/** Declarations of quality checks that cannot be used. */
public final class InvalidQualityException extends InvalidDeclarationException {

  InvalidQualityException(List<Problem> problems) {
    super("declarations of quality checks", problems);
  }
}
