package io.millrace.model.feed;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How a rule compares two values. */
public enum Comparison {
  EQUAL("="),
  NOT_EQUAL("!="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  GREATER(">"),
  GREATER_OR_EQUAL(">=");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  /** The sign in a declaration. */
  public String sign() {
    return sign;
  }

  /** Whether it asks which of two values is the greater. */
  public boolean ordering() {
    return this != EQUAL && this != NOT_EQUAL;
  }

  /** Whether it holds of two values that {@link Comparable#compareTo} orders so. */
  public boolean holds(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  static Optional<Comparison> of(String sign) {
    return Arrays.stream(values()).filter(c -> c.sign.equals(sign)).findFirst();
  }

  static String legal() {
    return Arrays.stream(values()).map(Comparison::sign).collect(Collectors.joining(" "));
  }
}
