package io.millrace.warehouse.hql;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** docs/tables.md as the definitions have it: every table, every column. */
final class TablesPage {

  /** The databases in the order in which records pass through them, and what each is. */
  private static final Map<String, String> DATABASES = new LinkedHashMap<>();

  static {
    DATABASES.put("raw", "Landed records: every record as it came, and what was refused");
    DATABASES.put("live", "Windows of the live views, once they are final");
    DATABASES.put("dw", "Curated: each record once, and sessions");
    DATABASES.put("mart", "Figures for analysts, by day or by hour");
    DATABASES.put("ops", "What the jobs say about themselves");
  }

  private static final String HEAD =
      """
      # Tables

      Generated from `hql/ddl`, `hql/dw` and the feeds in `conf/feeds`; do not edit it. What the words mean
      (visitor, session, page view, revenue) is said in [query](query.md#tables). Percentiles are exact and
      linear between neighbours: of n values in order, percentile p lies at place (n − 1) × p, counted from 0.
      Distinct counts do not add up over rows or days. All times are UTC.

      Besides, each feed has a view [`dw.<feed>_now`](query.md#rows-seconds-old) with the columns of `dw.<feed>`,
      feeds with personal fields have [masked views](personal-data.md), and `ops.late_arrivals` is a view of the
      commit log.
      """;

  private TablesPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    DATABASES.forEach(
        (database, what) -> {
          page.append("\n## %s\n\n%s.\n".formatted(database, what));
          tables(database).forEach(table -> append(table, page));
        });
    return page.toString();
  }

  private static List<TableDefinition> tables(String database) {
    return TableDefinition.all().stream()
        .filter(table -> table.name().startsWith(database + "."))
        .sorted(Comparator.comparing(TableDefinition::name))
        .toList();
  }

  private static void append(TableDefinition table, StringBuilder page) {
    Map<String, String> comments = table.comments();
    page.append(
        "\n### %s\n\n%s.%s\n\n| column | type | meaning |\n| --- | --- | --- |\n"
            .formatted(
                table.name(),
                text(table.comment()).replaceFirst("\\.$", ""),
                partitions(table, comments)));
    table
        .columns()
        .forEach(
            (column, type) ->
                page.append(
                    "| `%s` | %s | %s |\n"
                        .formatted(column, text(type), text(comments.get(column)))));
  }

  private static String partitions(TableDefinition table, Map<String, String> comments) {
    return table.partitions().isEmpty()
        ? ""
        : table.partitions().keySet().stream()
            .map(p -> "`%s` (%s)".formatted(p, text(comments.get(p))))
            .collect(Collectors.joining(", ", " Partitions: ", "."));
  }

  private static String text(String text) {
    return text.replace("|", "\\|").replace("<", "\\<").replace("`", "");
  }
}
