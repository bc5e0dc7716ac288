package io.millrace.warehouse.report;

import io.millrace.warehouse.hive.ResultTable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as CSV (RFC 4180, UTF-8): a header, then the rows; NULL is empty, values are as they are.
 */
public final class CsvFile {

  private CsvFile() {}

  /** The text. */
  public static String of(ResultTable table) {
    StringBuilder out = new StringBuilder();
    line(out, table.columns());
    table.rows().forEach(row -> line(out, row));
    return out.toString();
  }

  private static void line(StringBuilder out, List<String> values) {
    out.append(values.stream().map(CsvFile::quoted).collect(Collectors.joining(",")))
        .append("\r\n");
  }

  private static String quoted(String value) {
    if (value == null) {
      return "";
    }
    boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain && !value.isEmpty() ? value : "\"" + value.replace("\"", "\"\"") + "\"";
  }
}
