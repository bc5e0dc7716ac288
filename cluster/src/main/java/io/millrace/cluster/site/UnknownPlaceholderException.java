package io.millrace.cluster.site;

import java.util.List;

/** A template asks for values that do not exist; the message names each, with its file. */
public final class UnknownPlaceholderException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownPlaceholderException(List<String> unknown) {
    super("There is no value for " + String.join(", ", unknown) + ".");
  }
}
