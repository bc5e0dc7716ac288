package io.millrace.cli.tables;

import io.millrace.warehouse.table.FeedTable;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Who answers for a table, as its definition says.
 *
 * @param database of the table
 * @param table its name there
 * @param name who
 */
record TableOwner(String database, String table, String name) {

  private static final Pattern DEFINITION =
      Pattern.compile(
          "CREATE EXTERNAL TABLE IF NOT EXISTS (\\w+)\\.(\\w+) .*'%s' = '([^']+)'"
              .formatted(Pattern.quote(FeedTable.OWNER)),
          Pattern.DOTALL);

  /** Those of the tables that a script makes. */
  static List<TableOwner> of(HiveScript script) {
    return script.statements().stream()
        .flatMap(statement -> DEFINITION.matcher(statement).results())
        .map(TableOwner::of)
        .toList();
  }

  private static TableOwner of(MatchResult definition) {
    return new TableOwner(definition.group(1), definition.group(2), definition.group(3));
  }

  /** Says so of a table that is there. */
  String statement() {
    return "ALTER TABLE %s.%s SET TBLPROPERTIES ('%s' = '%s')"
        .formatted(database, table, FeedTable.OWNER, name);
  }
}
