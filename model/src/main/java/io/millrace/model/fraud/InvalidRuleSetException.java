package io.millrace.model.fraud;

import io.millrace.model.declaration.InvalidDeclarationException;
import io.millrace.model.declaration.Problem;
import java.util.List;

/** A declaration of fraud rules that cannot be used. */
public final class InvalidRuleSetException extends InvalidDeclarationException {

  InvalidRuleSetException(List<Problem> problems) {
    super("fraud rules", problems);
  }
}
