package io.millrace.model.fraud;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How great a risk is, from the least on. */
public enum RiskLevel {
  LOW,
  MEDIUM,
  HIGH,
  CRITICAL;

  /** As declarations and alerts name it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The level of that name; null for any other text. */
  static RiskLevel of(String text) {
    return Arrays.stream(values()).filter(l -> l.text().equals(text)).findFirst().orElse(null);
  }

  static String legal() {
    return Arrays.stream(values()).map(RiskLevel::text).collect(Collectors.joining(", "));
  }
}
