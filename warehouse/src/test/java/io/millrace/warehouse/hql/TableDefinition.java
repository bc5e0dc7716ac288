package io.millrace.warehouse.hql;

import io.millrace.warehouse.table.LiveTables;
import io.millrace.warehouse.table.TableColumn;
import io.millrace.warehouse.table.TableState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A CREATE EXTERNAL TABLE, of hql/ddl or made from a feed's declaration.
 *
 * @param name database and table
 * @param columns types by name, in order
 * @param partitions types of partition columns by name, in order; none where it has no partitions
 * @param statement its whole text
 */
public record TableDefinition(
    String name, Map<String, String> columns, Map<String, String> partitions, String statement) {

  private static final Pattern CREATE =
      Pattern.compile(
          "CREATE EXTERNAL TABLE IF NOT EXISTS (\\S+) \\(\n(.*?)\n\\)\n(?:.*?PARTITIONED BY \\((.*?COMMENT '[^']*')\\s*\\)\n)?",
          Pattern.DOTALL);
  private static final Pattern COMMENT =
      Pattern.compile(
          "`?(\\w+)`?\\s+[A-Z]+(?:<[^']*>|\\([0-9,]+\\))?\\s+COMMENT '([^']*)'", Pattern.DOTALL);
  private static final Pattern OF_TABLE = Pattern.compile("\n\\)\nCOMMENT '([^']*)'");
  private static final Pattern OWNER = Pattern.compile("'millrace\\.owner' = '([^']+)'");
  private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-f]{4})");
  private static final int HEXADECIMAL = 16;
  private static final Pattern COLUMN =
      Pattern.compile("`?(\\w+)`?\\s+([A-Z]+(?:<[^']*>|\\([0-9,]+\\))?)\\s+COMMENT '[^']*'");

  /** What each column and partition column is, as Hive keeps it, in order. */
  Map<String, String> comments() {
    Map<String, String> comments = new LinkedHashMap<>();
    Matcher column = COMMENT.matcher(statement.substring(statement.indexOf('(')));
    while (column.find()) {
      comments.put(column.group(1), plain(column.group(2)));
    }
    return comments;
  }

  /** What the table's rows are. */
  String comment() {
    Matcher comment = OF_TABLE.matcher(statement);
    if (!comment.find()) {
      throw new AssertionError(name + " has no comment");
    }
    return plain(comment.group(1));
  }

  /** Who answers for it. */
  String owner() {
    Matcher owner = OWNER.matcher(statement);
    if (!owner.find()) {
      throw new AssertionError(name + " has no owner: TBLPROPERTIES (… 'millrace.owner' = '…')");
    }
    return plain(owner.group(1));
  }

  /** What the metastore knows of it. */
  public TableState state() {
    return new TableState(
        false,
        columns(columns),
        columns(partitions),
        Map.of("comment", comment(), "millrace.owner", owner()));
  }

  private List<TableColumn> columns(Map<String, String> types) {
    return types.entrySet().stream()
        .map(
            type ->
                TableState.column(type.getKey(), type.getValue(), comments().get(type.getKey())))
        .toList();
  }

  private static String plain(String literal) {
    return ESCAPED
        .matcher(literal)
        .replaceAll(
            e ->
                Matcher.quoteReplacement(
                    String.valueOf((char) Integer.parseInt(e.group(1), HEXADECIMAL))));
  }

  public static TableDefinition of(String table) {
    return all().stream()
        .filter(t -> t.name().equals(table))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no table " + table));
  }

  /** All tables; views are none. */
  public static List<TableDefinition> all() {
    List<TableDefinition> tables = new ArrayList<>();
    for (Path file : Statements.files()) {
      Statements.of(file).forEach(statement -> add(statement, tables));
    }
    for (DeclaredTables declared : DeclaredTables.all()) {
      declared.tables().all().forEach(table -> add(table.create(), tables));
      LiveTables.of(declared.feed()).forEach(table -> add(table.create(), tables));
    }
    return tables;
  }

  private static void add(String statement, List<TableDefinition> tables) {
    Matcher create = CREATE.matcher(statement);
    if (statement.startsWith("CREATE EXTERNAL TABLE IF NOT EXISTS") && create.find()) {
      tables.add(
          new TableDefinition(
              create.group(1).replace("`", ""),
              columns(create.group(2)),
              create.group(3) == null ? Map.of() : columns(create.group(3)),
              statement));
    }
  }

  private static Map<String, String> columns(String text) {
    Map<String, String> columns = new LinkedHashMap<>();
    Matcher column = COLUMN.matcher(text);
    while (column.find()) {
      columns.put(column.group(1), column.group(2));
    }
    return columns;
  }
}
