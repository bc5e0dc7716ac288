package io.millrace.warehouse.report;

/** Builds HTML and SVG: what is markup is written in the code, everything else is escaped. */
final class Html {

  private final StringBuilder out = new StringBuilder();

  /** Adds markup as it is. */
  Html markup(String markup) {
    out.append(markup);
    return this;
  }

  /** Adds markup with values put in for {@code %s} and the like; text values are escaped. */
  Html markup(String format, Object... values) {
    Object[] safe = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      safe[i] =
          values[i] instanceof Number || values[i] instanceof Html
              ? values[i]
              : escape(String.valueOf(values[i]));
    }
    out.append(String.format(java.util.Locale.ROOT, format, safe));
    return this;
  }

  /**
   * The text as HTML, also within quoted attributes. Control characters become the replacement
   * character, and so do those that turn the direction of writing: a page's name must not be able
   * to change what is read around it.
   */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isHarmless(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isHarmless(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
