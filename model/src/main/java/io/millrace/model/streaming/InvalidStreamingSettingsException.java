package io.millrace.model.streaming;

import java.util.List;

/** Settings are wrong: the person who wrote them has to change them. */
public final class InvalidStreamingSettingsException extends RuntimeException {

  private final List<String> problems;

  InvalidStreamingSettingsException(List<String> problems) {
    super(String.join("; ", problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong, each with its path, its value and the legal values. */
  public List<String> problems() {
    return problems;
  }
}
