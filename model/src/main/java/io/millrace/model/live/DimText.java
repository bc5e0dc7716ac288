package io.millrace.model.live;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts joined into one, by which panes and windows are known: separated by {@code |}, with {@code
 * |} and {@code %} within a text written as {@code %7C} and {@code %25}. A null is as an empty
 * text.
 */
final class DimText {
  private static final char SEPARATOR = '|';

  private DimText() {}

  static String join(String... texts) {
    int length = texts.length;
    for (String text : texts) {
      length += text == null ? 0 : text.length();
    }
    StringBuilder joined = new StringBuilder(length);
    for (int i = 0; i < texts.length; i++) {
      if (i > 0) {
        joined.append(SEPARATOR);
      }
      if (texts[i] != null) {
        joined.append(escaped(texts[i]));
      }
    }
    return joined.toString();
  }

  /** The texts; {@code count} of them, also when all are empty. */
  static List<String> split(String joined, int count) {
    List<String> texts = new ArrayList<>(count);
    int start = 0;
    for (int i = 1; i < count; i++) {
      int end = joined.indexOf(SEPARATOR, start);
      texts.add(unescaped(joined.substring(start, end)));
      start = end + 1;
    }
    if (count > 0) {
      texts.add(unescaped(joined.substring(start)));
    }
    return List.copyOf(texts);
  }

  private static String escaped(String text) {
    return text.indexOf('%') < 0 && text.indexOf(SEPARATOR) < 0
        ? text
        : text.replace("%", "%25").replace("|", "%7C");
  }

  private static String unescaped(String text) {
    return text.indexOf('%') < 0 ? text : text.replace("%7C", "|").replace("%25", "%");
  }
}
