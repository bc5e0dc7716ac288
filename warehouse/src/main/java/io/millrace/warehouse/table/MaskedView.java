package io.millrace.warehouse.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A view beside a table, or beside another view, that shows all but the values of personal columns:
 * texts as {@code ***}, others as null, a list as one of a single such value, and null as null.
 *
 * @param table what it shows
 * @param masked the names of the personal columns, those that the table has; none when there should
 *     be no view
 */
public record MaskedView(FeedTable table, Set<String> masked) {

  /** By which a view's name differs from its table's. */
  static final String ENDING = "_masked";

  private static final String TEXT = "STRING";
  private static final Pattern LIST = Pattern.compile("ARRAY<(.*)>");

  public MaskedView {
    masked =
        masked.stream()
            .filter(name -> table.column(name).isPresent())
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Database and view. */
  public String fullName() {
    return view().fullName();
  }

  /** The view's name in its database. */
  public String name() {
    return table.table() + ENDING;
  }

  /** What makes it so, from what is there. What somebody else has made stays. */
  public TableChange change(Optional<TableState> there) {
    boolean ours = there.map(view()::isOwnOrOfBefore).orElse(false);
    if (there.isPresent() && !ours) {
      return masked.isEmpty() ? TableChange.nothing() : view().left();
    }
    if (masked.isEmpty()) {
      return ours
          ? new TableChange(
              List.of("%s: dropped, since no field is personal any more".formatted(fullName())),
              List.of(view().drop()),
              List.of())
          : TableChange.nothing();
    }
    if (view().isThere(there)) {
      return TableChange.nothing();
    }
    return new TableChange(
        List.of(
            "%s: %s, masks %s"
                .formatted(
                    fullName(),
                    there.isPresent() ? "replaced" : "created",
                    masked.stream().sorted().collect(Collectors.joining(", ")))),
        List.of(create()),
        List.of());
  }

  /** Makes it, in place of one that is there. */
  public String create() {
    return view().create();
  }

  private OwnView view() {
    return new OwnView(
        table.database(),
        name(),
        table.comment().replaceFirst("\\.?$", ". Personal values masked."),
        table.allColumns(),
        query());
  }

  private String query() {
    String selected =
        table.allColumns().stream().map(c -> "  " + selected(c)).collect(Collectors.joining(",\n"));
    return "SELECT\n%s\nFROM %s".formatted(selected, table.quotedName());
  }

  private String selected(TableColumn column) {
    String name = HiveText.name(column.name());
    if (!masked.contains(column.name())) {
      return name;
    }
    Matcher list = LIST.matcher(column.type());
    if (list.matches()) {
      // Hive has no null of a list's type but the column's own.
      return "IF(%s IS NULL, %s, ARRAY(%s)) AS %s"
          .formatted(name, name, value(list.group(1)), name);
    }
    return column.type().equals(TEXT)
        ? "CASE WHEN %s IS NOT NULL THEN %s END AS %s".formatted(name, value(TEXT), name)
        : "%s AS %s".formatted(value(column.type()), name);
  }

  private static String value(String type) {
    return type.equals(TEXT) ? "'***'" : "CAST(NULL AS %s)".formatted(type);
  }
}
