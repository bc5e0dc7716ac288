package io.millrace.warehouse.hql;

import io.millrace.warehouse.table.LiveTables;
import io.millrace.warehouse.table.MaskedView;
import io.millrace.warehouse.table.ScoredView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** docs/tables.md as the definitions have it: every table and view, every column. */
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

      A view named beside a table has the table's columns: [`_now`](query.md#rows-seconds-old) what landed seconds ago
      as well, [`_masked`](personal-data.md#masked-views) no personal values. Who answers for a table stands in
      its property `millrace.owner`.
      """;

  private TablesPage() {}

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    DATABASES.forEach(
        (database, what) -> {
          page.append("\n## %s\n\n%s.\n".formatted(database, what));
          sections(database).values().forEach(page::append);
        });
    return page.toString();
  }

  /** By name: what is said of each table, and of each view that has columns of its own. */
  private static SortedMap<String, String> sections(String database) {
    Map<String, List<String>> beside = viewsBeside();
    SortedMap<String, String> sections = new TreeMap<>();
    for (TableDefinition table : TableDefinition.all()) {
      sections.put(table.name(), section(table, beside.getOrDefault(table.name(), List.of())));
    }
    for (ViewDefinition view : ViewDefinition.all()) {
      sections.put(view.name(), section(view, beside.getOrDefault(view.name(), List.of())));
    }
    for (DeclaredTables declared : DeclaredTables.all()) {
      ScoredView.of(declared.feed(), declared.tables())
          .ifPresent(view -> sections.put(view.fullName(), section(view)));
    }
    // "/" follows "." in ASCII
    return sections.subMap(database + ".", database + "/");
  }

  /** By table: the views with its columns. */
  private static Map<String, List<String>> viewsBeside() {
    Map<String, List<String>> views = new HashMap<>();
    for (DeclaredTables declared : DeclaredTables.all()) {
      String curated = declared.tables().curated().fullName();
      String now = declared.now().fullName();
      add(views, curated, "`%s`".formatted(now));
      LiveTables.browsedView(declared.feed())
          .ifPresent(view -> add(views, "live.payment_context", "`live.%s`".formatted(view)));
      for (MaskedView view : declared.masked()) {
        String table = view.table().fullName();
        add(views, table.equals(now) ? curated : table, masked(view));
      }
    }
    return views;
  }

  private static void add(Map<String, List<String>> views, String table, String view) {
    views.computeIfAbsent(table, t -> new ArrayList<>()).add(view);
  }

  private static String masked(MaskedView view) {
    return view.masked().stream()
        .sorted()
        .map("`%s`"::formatted)
        .collect(Collectors.joining(", ", "`%s` (masks ".formatted(view.fullName()), ")"));
  }

  private static String views(List<String> beside) {
    return beside.isEmpty() ? "" : " Views: %s.".formatted(String.join(", ", beside));
  }

  private static String section(ViewDefinition view, List<String> beside) {
    StringBuilder section = new StringBuilder();
    section.append(
        "\n### %s\n\n%s. A view.%s\n\n| column | meaning |\n| --- | --- |\n"
            .formatted(view.name(), text(view.comment()), views(beside)));
    view.columns()
        .forEach(
            (column, meaning) ->
                section.append("| `%s` | %s |\n".formatted(column, text(meaning))));
    return section.toString();
  }

  private static String section(ScoredView view) {
    return "\n### %s\n\nThe rows of %s with risk score and alerts. A view, partitioned as that.%s Besides that table's columns it has:\n\n| column | type | meaning |\n| --- | --- | --- |\n%s"
        .formatted(
            view.fullName(),
            view.payments().fullName(),
            views(List.of(masked(view.masked()))),
            view.risk().stream()
                .map(
                    column ->
                        "| `%s` | %s | %s |\n"
                            .formatted(column.name(), text(column.type()), text(column.comment())))
                .collect(Collectors.joining()));
  }

  private static String section(TableDefinition table, List<String> beside) {
    Map<String, String> comments = table.comments();
    StringBuilder section = new StringBuilder();
    section.append(
        "\n### %s\n\n%s.%s Owner: `%s`.%s\n\n| column | type | meaning |\n| --- | --- | --- |\n"
            .formatted(
                table.name(),
                text(table.comment()).replaceFirst("\\.$", ""),
                partitions(table, comments),
                table.owner(),
                views(beside)));
    table
        .columns()
        .forEach(
            (column, type) ->
                section.append(
                    "| `%s` | %s | %s |\n"
                        .formatted(column, text(type), text(comments.get(column)))));
    return section.toString();
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
