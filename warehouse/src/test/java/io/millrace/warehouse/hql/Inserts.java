package io.millrace.warehouse.hql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a statement inserts where, whether it has one INSERT or several. */
final class Inserts {

  private static final Pattern INSERT =
      Pattern.compile(
          "(?ms)^INSERT OVERWRITE TABLE mart\\.(\\w+)_next_\\$\\{generation} PARTITION \\(dt(?:, hour)?\\)\nSELECT\n(.*?)\n(?:FROM|WHERE|GROUP BY)\\b");

  private Inserts() {}

  /** The names of the columns that are selected for each table, in order. */
  static Map<String, List<String>> of(String statement) {
    Map<String, List<String>> inserts = new LinkedHashMap<>();
    Matcher insert = INSERT.matcher(statement);
    while (insert.find()) {
      inserts.put(insert.group(1), columns(insert.group(2)));
    }
    return inserts;
  }

  /** The name of each column, which is what comes last in it; a column begins a line. */
  private static List<String> columns(String select) {
    return Stream.of(select.split(",\n  (?=\\S)", -1))
        .map(column -> column.strip().replaceFirst("(?s)^.*[ .]", ""))
        .toList();
  }
}
