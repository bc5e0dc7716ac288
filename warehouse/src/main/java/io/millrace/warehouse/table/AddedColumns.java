package io.millrace.warehouse.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what curation adds to a feed's columns from the HiveQL that says so: one {@code ALTER TABLE
 * dw.<feed> ADD COLUMNS}, a column a line. Hive cannot be asked to add only what is missing, so the
 * statement is read here and never run as it stands.
 */
public final class AddedColumns {

  private static final Pattern COLUMN =
      Pattern.compile("  (\\w+) +([A-Z]+(?:\\([0-9,]+\\))?) +COMMENT '([^'\\\\]+)',?");

  private AddedColumns() {}

  /**
   * The columns, in order.
   *
   * @param hql the file's text
   * @throws IllegalArgumentException naming the line that is none of such a statement
   */
  public static List<TableColumn> read(String feed, String hql) {
    List<String> lines =
        hql.lines().filter(line -> !line.startsWith("--") && !line.isBlank()).toList();
    List<TableColumn> columns = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher column = COLUMN.matcher(line);
      if (i == 0) {
        expect("ALTER TABLE dw.%s ADD COLUMNS (".formatted(feed), line);
      } else if (i == lines.size() - 1) {
        expect(");", line);
      } else if (column.matches()) {
        columns.add(new TableColumn(column.group(1), column.group(2), column.group(3)));
      } else {
        throw new IllegalArgumentException(
            "\"%s\" is no line \"  name TYPE COMMENT 'text',\"".formatted(line));
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
