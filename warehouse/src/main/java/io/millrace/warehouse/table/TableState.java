package io.millrace.warehouse.table;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the metastore knows of a table or view.
 *
 * @param view whether it is a view
 * @param columns without those of partitions, in order; types in upper case
 * @param partitions the columns of partitions
 * @param parameters its properties
 */
public record TableState(
    boolean view,
    List<TableColumn> columns,
    List<TableColumn> partitions,
    Map<String, String> parameters) {

  public TableState {
    columns = List.copyOf(columns);
    partitions = List.copyOf(partitions);
    parameters = Map.copyOf(parameters);
  }

  Optional<TableColumn> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  String comment() {
    return parameters.getOrDefault("comment", "");
  }

  /** Who answers for it; empty where nobody is said to. */
  public String owner() {
    return parameters.getOrDefault(FeedTable.OWNER, "");
  }

  /** A column as the metastore writes it. */
  public static TableColumn column(String name, String type, String comment) {
    return new TableColumn(name, type.toUpperCase(Locale.ROOT), comment == null ? "" : comment);
  }
}
