package io.millrace.warehouse.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads how HiveQL computes what curation adds to a feed's columns: one {@code SELECT … FROM
 * raw.<feed>}, a column a line.
 */
public final class ComputedColumns {

  private static final Pattern COLUMN = Pattern.compile("  (\\S.*?) +AS (\\w+),?");

  private ComputedColumns() {}

  /**
   * The expressions by the names of their columns, in order.
   *
   * @param hql the file's text
   * @throws IllegalArgumentException naming the line that is none of such a statement
   */
  public static Map<String, String> read(String feed, String hql) {
    List<String> lines =
        hql.lines().filter(line -> !line.startsWith("--") && !line.isBlank()).toList();
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher column = COLUMN.matcher(line);
      if (i == 0) {
        expect("SELECT", line);
      } else if (i == lines.size() - 1) {
        expect("FROM raw.%s;".formatted(feed), line);
      } else if (column.matches()) {
        columns.put(column.group(2), column.group(1));
      } else {
        throw new IllegalArgumentException(
            "\"%s\" is no line \"  expression AS name,\"".formatted(line));
      }
    }
    return columns;
  }

  private static void expect(String expected, String line) {
    if (!line.equals(expected)) {
      throw new IllegalArgumentException(
          "\"%s\" stands where \"%s\" should".formatted(line, expected));
    }
  }
}
