package io.millrace.model.fraud;

import java.util.Locale;

/** The lists, in the order in which they take precedence. */
public enum ListKind {
  /** No alert, whatever the rules say. */
  ALLOW,
  /** The list's alert alone, with the greatest score. */
  BLOCK,
  /** The list's alert beside those of the rules. */
  REVIEW;

  /** As declarations and scores name it. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What stands for a rule's name in the list's alerts. */
  String ruleName() {
    return name() + "_LIST";
  }
}
