package io.millrace.warehouse.hive;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of a query's answer, as Hive prints them.
 *
 * @param columns names, in order
 * @param rows values in the order of the columns; null for NULL
 */
public record ResultTable(List<String> columns, List<List<String>> rows) {

  public ResultTable {
    columns = List.copyOf(columns);
    rows = new ArrayList<>(rows);
  }

  /** What is left of an answer, read to its end. */
  public static ResultTable of(ResultSet result) throws SQLException {
    List<String> columns = columns(result.getMetaData());
    List<List<String>> rows = new ArrayList<>();
    while (result.next()) {
      List<String> row = new ArrayList<>(columns.size());
      for (int column = 1; column <= columns.size(); column++) {
        row.add(result.getString(column));
      }
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  /** The names of an answer's columns, without the names of tables that Hive puts before them. */
  private static List<String> columns(ResultSetMetaData meta) throws SQLException {
    List<String> columns = new ArrayList<>();
    for (int column = 1; column <= meta.getColumnCount(); column++) {
      String label = meta.getColumnLabel(column);
      columns.add(label.substring(label.lastIndexOf('.') + 1));
    }
    return columns;
  }

  /**
   * The same rows by what they have in a column, without it; nothing for values that are not named.
   */
  Map<String, ResultTable> by(String column, Collection<String> values) {
    int index = columns.indexOf(column);
    List<String> others = new ArrayList<>(columns);
    others.remove(index);
    Map<String, List<List<String>>> sorted = new LinkedHashMap<>();
    values.forEach(value -> sorted.put(value, new ArrayList<>()));
    for (List<String> row : rows) {
      List<String> rest = new ArrayList<>(row);
      String value = rest.remove(index);
      sorted.getOrDefault(value, new ArrayList<>()).add(rest);
    }
    Map<String, ResultTable> tables = new LinkedHashMap<>();
    sorted.forEach((value, of) -> tables.put(value, new ResultTable(others, of)));
    return tables;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The text in a row; null for NULL. */
  public String text(List<String> row, String column) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new IllegalArgumentException("no column %s among %s".formatted(column, columns));
    }
    return row.get(index);
  }

  /** The number in a row; zero for NULL. */
  public BigDecimal number(List<String> row, String column) {
    return known(row, column).orElse(BigDecimal.ZERO);
  }

  /** The number in a row, empty for NULL. */
  public Optional<BigDecimal> known(List<String> row, String column) {
    return Optional.ofNullable(text(row, column)).map(BigDecimal::new);
  }

  /** The same rows with the least number of a column first. */
  public ResultTable ascending(String column) {
    return sorted(Comparator.comparing(row -> number(row, column)));
  }

  /** The same rows with the greatest number of a column first. */
  public ResultTable descending(String column) {
    return sorted(
        Comparator.<List<String>, BigDecimal>comparing(row -> number(row, column)).reversed());
  }

  /** The first rows, at most so many. */
  public ResultTable first(int count) {
    return new ResultTable(columns, rows.subList(0, Math.min(count, rows.size())));
  }

  /** The rows that have a value in a column. */
  public ResultTable having(String column) {
    return new ResultTable(columns, rows.stream().filter(r -> text(r, column) != null).toList());
  }

  /** The one row that has none there, if any. */
  public Optional<List<String>> lacking(String column) {
    return rows.stream().filter(r -> text(r, column) == null).findFirst();
  }

  private ResultTable sorted(Comparator<List<String>> order) {
    return new ResultTable(columns, rows.stream().sorted(order).toList());
  }
}
