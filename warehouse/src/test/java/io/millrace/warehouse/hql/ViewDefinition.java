package io.millrace.warehouse.hql;

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
 * A CREATE VIEW of hql/ddl.
 *
 * @param name database and view
 * @param columns what each is, by name, in order
 * @param comment what its rows are
 */
record ViewDefinition(String name, Map<String, String> columns, String comment) {

  private static final Pattern CREATE =
      Pattern.compile(
          "CREATE (?:OR REPLACE VIEW|VIEW IF NOT EXISTS) (\\S+) \\(\n(.*?)\n\\)\nCOMMENT '([^']*)'\nAS\n.*",
          Pattern.DOTALL);
  private static final Pattern COLUMN = Pattern.compile("`?(\\w+)`?\\s+COMMENT '([^']*)'");

  static List<ViewDefinition> all() {
    List<ViewDefinition> views = new ArrayList<>();
    for (Path file : Statements.files()) {
      for (String statement : Statements.of(file)) {
        Matcher create = CREATE.matcher(statement);
        if (create.matches()) {
          Map<String, String> columns = new LinkedHashMap<>();
          COLUMN
              .matcher(create.group(2))
              .results()
              .forEach(column -> columns.put(column.group(1), column.group(2)));
          views.add(new ViewDefinition(create.group(1), columns, create.group(3)));
        }
      }
    }
    return views;
  }

  /** What the metastore knows of it, but for types, which the definition does not say: texts. */
  TableState state() {
    return new TableState(
        true,
        columns.entrySet().stream()
            .map(column -> new TableColumn(column.getKey(), "STRING", column.getValue()))
            .toList(),
        List.of(),
        Map.of("comment", comment));
  }
}
