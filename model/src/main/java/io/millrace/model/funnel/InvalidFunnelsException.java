package io.millrace.model.funnel;

import io.millrace.model.declaration.InvalidDeclarationException;
import io.millrace.model.declaration.Problem;
import java.util.List;

/** Declarations of funnels that cannot be used. */
public final class InvalidFunnelsException extends InvalidDeclarationException {

  InvalidFunnelsException(List<Problem> problems) {
    super("funnels' declarations", problems);
  }
}
