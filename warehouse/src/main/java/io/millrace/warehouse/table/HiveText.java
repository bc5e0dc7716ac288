package io.millrace.warehouse.table;

/** Names and texts as HiveQL has them, whatever stands in them. */
final class HiveText {

  /** The least that a metastore's database keeps of a column's comment, in characters. */
  private static final int LONGEST_COMMENT = 255;

  private HiveText() {}

  /** A name of letters, digits and underscores, which may be a word of the language. */
  static String name(String name) {
    return "`" + name + "`";
  }

  /**
   * A string literal. What a client or Hive itself would take for the end of a statement, of the
   * text or for a variable is written as its number.
   */
  static String literal(String text) {
    StringBuilder literal = new StringBuilder("'");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' || c == '\\' || c == ';' || c == '$' || c == '`' || c == '"' || c < ' ') {
        literal.append("\\u%04x".formatted((int) c));
      } else {
        literal.append(c);
      }
    }
    return literal.append('\'').toString();
  }

  /** A comment as it comes back from the metastore: one line, and not too long for it. */
  static String comment(String text) {
    String line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
    if (line.length() <= LONGEST_COMMENT) {
      return line;
    }
    int end = LONGEST_COMMENT - 1;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
