package io.millrace.warehouse.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What makes a table what it should be. Columns are only ever added at the end: files that are
 * there stay readable, and a column that no declaration has any more stays.
 *
 * <p>Partitions are left as they are: changing them as well ({@code CASCADE}) would write back what
 * the metastore knew of each a moment ago, over what their writer says of them meanwhile. Landing
 * and curation give a partition its table's columns with what they write into it, and one into
 * which nothing is written any more has no values of a new column.
 *
 * @param summary for people, such as {@code raw.visits: added column campaign}; one for each thing
 *     that changes
 * @param statements HiveQL, to be run in that order
 * @param obstacles what cannot be done; nothing must be run when there is any
 * @param left what is not made because something of its name is there that is somebody else's, with
 *     the way out; all else may be run
 */
public record TableChange(
    List<String> summary, List<String> statements, List<String> obstacles, List<String> left) {

  public TableChange {
    summary = List.copyOf(summary);
    statements = List.copyOf(statements);
    obstacles = List.copyOf(obstacles);
    left = List.copyOf(left);
  }

  /** One that leaves nothing. */
  TableChange(List<String> summary, List<String> statements, List<String> obstacles) {
    this(summary, statements, obstacles, List.of());
  }

  /** Of a table that is as it should be. */
  static TableChange nothing() {
    return new TableChange(List.of(), List.of(), List.of());
  }

  /** Whether there is nothing to be run, and nothing that cannot be. */
  public boolean isNothing() {
    return statements.isEmpty() && obstacles.isEmpty();
  }

  /**
   * The change of one table.
   *
   * @param there what is there, if anything is
   */
  public static TableChange of(FeedTable wanted, Optional<TableState> there) {
    return there
        .map(state -> new Comparison(wanted, state).change())
        .orElseGet(
            () ->
                new TableChange(
                    List.of("%s: created".formatted(wanted.fullName())),
                    List.of(wanted.create()),
                    List.of()));
  }

  private static final class Comparison {

    private final FeedTable wanted;
    private final TableState there;
    private final List<String> summary = new ArrayList<>();
    private final List<String> statements = new ArrayList<>();
    private final List<String> obstacles = new ArrayList<>();

    Comparison(FeedTable wanted, TableState there) {
      this.wanted = wanted;
      this.there = there;
    }

    TableChange change() {
      if (there.view()) {
        obstacle("is a view; the feed's table needs that name");
        return new TableChange(summary, statements, obstacles);
      }
      comparePartitions();
      addColumns();
      wanted.columns().forEach(this::compare);
      if (!there.comment().equals(wanted.comment())) {
        summary.add("%s: comment of the table".formatted(wanted.fullName()));
        statements.add(
            "ALTER TABLE %s SET TBLPROPERTIES ('comment' = %s)"
                .formatted(wanted.quotedName(), HiveText.literal(wanted.comment())));
      }
      if (!there.owner().equals(wanted.owner())) {
        summary.add("%s: owner %s".formatted(wanted.fullName(), wanted.owner()));
        statements.add(
            "ALTER TABLE %s SET TBLPROPERTIES ('%s' = %s)"
                .formatted(wanted.quotedName(), FeedTable.OWNER, HiveText.literal(wanted.owner())));
      }
      return new TableChange(summary, statements, obstacles);
    }

    private void comparePartitions() {
      List<String> names = wanted.partitions().stream().map(TableColumn::name).toList();
      List<String> found = there.partitions().stream().map(TableColumn::name).toList();
      if (!names.equals(found)) {
        obstacle(
            "is partitioned by %s, needed %s%s"
                .formatted(
                    String.join(", ", found),
                    String.join(", ", names),
                    wanted.isComputed() ? "; " + anew() : ""));
      }
    }

    private String anew() {
      return "its rows can be computed again: millrace sql -e 'DROP TABLE %s', millrace hdfs dfs -rm -r %s, millrace feed apply %s, then millrace workflow run daily --days DAYS for every day that is to be in it"
          .formatted(wanted.fullName(), wanted.location(), wanted.table());
    }

    private void addColumns() {
      List<TableColumn> missing =
          wanted.columns().stream().filter(c -> there.column(c.name()).isEmpty()).toList();
      if (!missing.isEmpty()) {
        String names = String.join(", ", missing.stream().map(TableColumn::name).toList());
        summary.add(
            "%s: added %s %s"
                .formatted(wanted.fullName(), missing.size() == 1 ? "column" : "columns", names));
        statements.add(
            "ALTER TABLE %s ADD COLUMNS (\n%s\n)"
                .formatted(wanted.quotedName(), FeedTable.definitions(missing)));
      }
    }

    private void compare(TableColumn column) {
      TableColumn found = there.column(column.name()).orElse(column);
      if (found.equals(column)) {
        return;
      }
      if (found.type().equals(column.type())) {
        summary.add("%s: comment of column %s".formatted(wanted.fullName(), column.name()));
        statements.add(redefinition(column));
      } else {
        obstacle(
            "has column %s of type %s, needed %s"
                .formatted(column.name(), found.type(), column.type()));
      }
    }

    private String redefinition(TableColumn column) {
      return "ALTER TABLE %s CHANGE COLUMN %s %s"
          .formatted(wanted.quotedName(), HiveText.name(column.name()), column.definition());
    }

    private void obstacle(String what) {
      obstacles.add(wanted.fullName() + " " + what);
    }
  }
}
