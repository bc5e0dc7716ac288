package io.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Rows in columns as wide as their widest cell; columns of numbers are aligned to the right. */
public final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();
  private final List<String> header;

  public TextTable(String... header) {
    this.header = List.of(header);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if it has not a cell per column
   */
  public TextTable row(Object... cells) {
    if (cells.length != header.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + header.size() + " columns");
    }
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(String.valueOf(cell));
    }
    rows.add(row);
    return this;
  }

  /** The table, a line each, without spaces at the ends of lines. */
  public List<String> lines() {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    List<String> lines = new ArrayList<>();
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        int index = column;
        int width = all.stream().mapToInt(r -> r.get(index).length()).max().orElse(0);
        String padding = " ".repeat(width - row.get(column).length());
        line.append(column == 0 ? "" : "  ")
            .append(isNumeric(column) ? padding + row.get(column) : row.get(column) + padding);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  @Override
  public String toString() {
    return lines().stream().collect(Collectors.joining(System.lineSeparator()));
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream().map(row -> row.get(column)).allMatch(c -> c.matches("-?|-?[0-9][0-9,.]*"));
  }
}
