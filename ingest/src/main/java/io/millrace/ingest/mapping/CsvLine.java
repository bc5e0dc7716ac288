package io.millrace.ingest.mapping;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a line of separated values by RFC 4180, one physical line at a time: an unterminated quote
 * is that line's error and never swallows the lines after it. A quote inside a value that does not
 * begin with one is taken as it is. An empty value is null, quoted or not.
 */
public final class CsvLine {
  private CsvLine() {}

  /** The values of a line, null where empty. */
  public static List<String> cut(String line, char delimiter) throws MalformedLineException {
    List<String> values = new ArrayList<>();
    int at = 0;
    while (at <= line.length()) {
      if (at < line.length() && line.charAt(at) == '"') {
        StringBuilder text = new StringBuilder();
        at = quoted(line, at + 1, delimiter, text);
        values.add(orNull(text.toString()));
      } else {
        int found = line.indexOf(delimiter, at);
        int end = found < 0 ? line.length() : found;
        values.add(orNull(line.substring(at, end)));
        at = end;
      }
      at++;
    }
    return values;
  }

  /**
   * Appends the quoted value that begins there; gives the position of the delimiter after it, or
   * the line's end.
   */
  private static int quoted(String line, int from, char delimiter, StringBuilder text)
      throws MalformedLineException {
    int at = from;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c != '"') {
        text.append(c);
        at++;
      } else if (at + 1 < line.length() && line.charAt(at + 1) == '"') {
        text.append('"');
        at += 2;
      } else if (at + 1 == line.length() || line.charAt(at + 1) == delimiter) {
        return at + 1;
      } else {
        throw new MalformedLineException("text after the closing quote at character " + (at + 1));
      }
    }
    throw new MalformedLineException("the line ends inside a quoted value");
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
