package io.millrace.ingest.address;

import io.millrace.model.declaration.InvalidDeclarationException;
import io.millrace.model.declaration.Problem;
import java.util.List;

/** Settings of geography, or a database that they name, that cannot be used. */
public final class InvalidGeographyException extends InvalidDeclarationException {

  public InvalidGeographyException(List<Problem> problems) {
    super("settings of geography", problems);
  }
}
