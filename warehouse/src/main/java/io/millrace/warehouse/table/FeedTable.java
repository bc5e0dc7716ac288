package io.millrace.warehouse.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a table of a feed should be. All are external, and nothing but their writer adds partitions.
 *
 * @param database such as {@code raw}
 * @param table the feed's name
 * @param comment what its rows are
 * @param columns without those of partitions, in order
 * @param partitions the columns of partitions, in order
 * @param storage how its files are stored
 * @param owner who answers for it
 */
public record FeedTable(
    String database,
    String table,
    String comment,
    List<TableColumn> columns,
    List<TableColumn> partitions,
    Storage storage,
    String owner) {

  /** The property of a table that says who answers for it. */
  public static final String OWNER = "millrace.owner";

  /** How files are stored. */
  public enum Storage {
    PARQUET(""),
    ORC("'orc.compress' = 'ZSTD', ");

    private final String properties;

    Storage(String properties) {
      this.properties = properties;
    }
  }

  public FeedTable {
    comment = HiveText.comment(comment);
    columns = List.copyOf(columns);
    partitions = List.copyOf(partitions);
  }

  /** Database and table. */
  public String fullName() {
    return database + "." + table;
  }

  /** Its folder in HDFS. */
  public String location() {
    return "/millrace/" + database + "/" + table;
  }

  /** Whether its rows are computed from another table's, so that they can be computed again. */
  boolean isComputed() {
    return database.equals("dw");
  }

  /** The column of that name, partition columns left out. */
  public Optional<TableColumn> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  /** The columns, then those of partitions. */
  List<TableColumn> allColumns() {
    List<TableColumn> all = new ArrayList<>(columns);
    all.addAll(partitions);
    return all;
  }

  /** Makes it, unless it is there. */
  public String create() {
    return """
        CREATE EXTERNAL TABLE IF NOT EXISTS %s (
        %s
        )
        COMMENT %s
        PARTITIONED BY (
        %s
        )
        STORED AS %s
        LOCATION '%s'
        TBLPROPERTIES (%s'discover.partitions' = 'false', 'external.table.purge' = 'false', '%s' = %s)"""
        .formatted(
            quotedName(),
            definitions(columns),
            HiveText.literal(comment),
            definitions(partitions),
            storage,
            location(),
            storage.properties,
            OWNER,
            HiveText.literal(owner));
  }

  String quotedName() {
    return HiveText.name(database) + "." + HiveText.name(table);
  }

  static String definitions(List<TableColumn> columns) {
    return columns.stream().map(c -> "  " + c.definition()).collect(Collectors.joining(",\n"));
  }
}
