package io.millrace.warehouse.hive;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
