package io.millrace.ingest.generate;

import java.util.List;

/** Settings with which nothing can be generated. The message names all that is wrong at once. */
public final class InvalidSettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSettingsException(List<String> problems) {
    super(String.join("\n", problems));
  }
}
