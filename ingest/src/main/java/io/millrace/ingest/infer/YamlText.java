package io.millrace.ingest.infer;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Set;

/** Texts as YAML and JSON both have them. */
final class YamlText {
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n");

  private YamlText() {}

  /** In double quotes, whatever it holds. */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : JsonStringEncoder.getInstance().quoteAsString(text)) {
      // What is no printable character to YAML, though JSON takes it as it is.
      if (c >= 0x7f && !Character.isLetterOrDigit(c) && !Character.isSurrogate(c)) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  /** A name of letters, digits and underscores; in quotes where it is a word of YAML. */
  static String name(String name) {
    return WORDS.contains(name) ? quoted(name) : name;
  }

  /** On one line, for a comment. */
  static String comment(String text) {
    return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085\\uFEFF]+", " ").strip();
  }
}
