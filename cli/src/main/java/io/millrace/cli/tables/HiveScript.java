package io.millrace.cli.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A HiveQL script as its statements, the way beeline takes it apart: a semicolon ends a statement
 * unless it stands in a string, a quoted name or a comment. Comments are left out.
 *
 * @param path where it came from
 * @param statements the statements, without semicolons, none of them empty
 */
public record HiveScript(Path path, List<String> statements) {

  public HiveScript {
    statements = List.copyOf(statements);
  }

  /** Reads a script of UTF-8 text. */
  public static HiveScript read(Path path) throws IOException {
    return new HiveScript(path, split(Files.readString(path)));
  }

  /** The statements of a script's text. */
  static List<String> split(String text) {
    return new Splitter(text).statements();
  }

  private static final class Splitter {

    private final String text;
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder statement = new StringBuilder();
    private int at;

    Splitter(String text) {
      this.text = text;
    }

    List<String> statements() {
      while (at < text.length()) {
        char c = text.charAt(at);
        if (text.startsWith("--", at)) {
          skipPast("\n");
          statement.append('\n');
        } else if (text.startsWith("/*", at)) {
          skipPast("*/");
          statement.append(' ');
        } else if (c == '\'' || c == '"' || c == '`') {
          copyQuoted(c);
        } else if (c == ';') {
          end();
          at++;
        } else {
          statement.append(c);
          at++;
        }
      }
      end();
      return statements;
    }

    private void skipPast(String end) {
      int found = text.indexOf(end, at + 2);
      at = found < 0 ? text.length() : found + end.length();
    }

    /** Copies up to the closing quote; a backslash keeps the next character from closing. */
    private void copyQuoted(char quote) {
      statement.append(quote);
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        statement.append(c);
        if (c == quote) {
          return;
        }
        if (c == '\\' && quote != '`' && at < text.length()) {
          statement.append(text.charAt(at++));
        }
      }
    }

    private void end() {
      String whole = statement.toString().strip();
      if (!whole.isEmpty()) {
        statements.add(whole);
      }
      statement.setLength(0);
    }
  }
}
