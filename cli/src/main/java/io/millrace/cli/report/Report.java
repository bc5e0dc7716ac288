package io.millrace.cli.report;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.tables.HiveScript;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A question of hql/reports: one query, and what its header says of it.
 *
 * @param name of the file, without its ending
 * @param question what it answers
 * @param variables what it is asked with besides its days: what they are unless set, by name
 * @param columns what the header says of the columns, in order, separated by commas
 * @param query the query, with {@code ${name}} for each variable
 */
public record Report(
    String name, String question, Map<String, String> variables, String columns, String query) {

  private static final String DAYS = "days";
  private static final Pattern VARIABLE = Pattern.compile("(\\w+) \\(([^)]*)\\)");

  /**
   * Reads a file.
   *
   * @throws CommandFailure if it has no header, or not one query
   */
  static Report read(Path file) throws IOException {
    String header =
        Files.readString(file)
            .lines()
            .takeWhile(line -> line.startsWith("--"))
            .collect(Collectors.joining("\n"));
    Map<String, String> variables = new LinkedHashMap<>();
    Matcher variable = VARIABLE.matcher(told(file, header, "Variables"));
    while (variable.find()) {
      variables.put(variable.group(1), variable.group(2));
    }
    if (variables.remove(DAYS) == null) {
      throw unusable(file, "\"-- Variables:\" does not begin with \"days ('2015-05-17')\"");
    }
    List<String> statements = HiveScript.read(file).statements();
    if (statements.size() != 1) {
      throw unusable(file, "it has %d statements instead of one".formatted(statements.size()));
    }
    return new Report(
        file.getFileName().toString().replaceFirst("\\.hql$", ""),
        told(file, header, "Question"),
        variables,
        told(file, header, "Columns"),
        statements.get(0));
  }

  /**
   * The query for days.
   *
   * @param set variables to set, by name
   * @throws CommandFailure if it does not have one of them
   */
  public String query(Days days, Map<String, String> set) {
    for (String name : set.keySet()) {
      if (!variables.containsKey(name)) {
        throw new CommandFailure(
            ExitStatus.USAGE,
            "Report %s has no variable '%s'; %s."
                .formatted(
                    this.name,
                    name,
                    variables.isEmpty()
                        ? "it has none besides its days"
                        : "it has: " + String.join(", ", variables.keySet())));
      }
    }
    String text =
        query.replace(
            "${days}",
            days.list().stream().map("'%s'"::formatted).collect(Collectors.joining(",")));
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      String value = set.getOrDefault(variable.getKey(), variable.getValue());
      text = text.replace("${" + variable.getKey() + "}", inLiteral(value));
    }
    return text;
  }

  /** A value as it stands between the quotes of a literal. */
  private static String inLiteral(String value) {
    return value.replace("\\", "\\\\").replace("'", "\\'");
  }

  private static String told(Path file, String header, String what) {
    Matcher line = Pattern.compile("(?m)^-- " + what + ": (.*(?:\n--   .*)*)$").matcher(header);
    if (!line.find()) {
      throw unusable(file, "its header has no line \"-- %s: …\"".formatted(what));
    }
    return line.group(1).replaceAll("\n--  +", " ").strip();
  }

  private static CommandFailure unusable(Path file, String why) {
    return new CommandFailure(
        ExitStatus.USAGE,
        "%s is no report: %s. See docs/query.md for what one looks like.".formatted(file, why));
  }
}
