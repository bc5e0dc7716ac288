package io.millrace.warehouse.table;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A view beside a table, or beside another view, that shows all but the values of personal columns:
 * texts as {@code ***}, others as null, and null as null.
 *
 * @param table what it shows
 * @param masked the names of the personal columns; none when there should be no view
 */
public record MaskedView(FeedTable table, Set<String> masked) {

  /** By which a view's name differs from its table's. */
  static final String ENDING = "_masked";

  public MaskedView {
    masked = Set.copyOf(masked);
  }

  /** Database and view. */
  public String fullName() {
    return view().fullName();
  }

  /** The view's name in its database. */
  public String name() {
    return table.table() + ENDING;
  }

  /** What makes it so, from what is there. */
  public TableChange change(Optional<TableState> there) {
    boolean ours = there.map(OwnView::isOwn).orElse(false);
    if (there.isPresent() && !ours) {
      return masked.isEmpty() ? TableChange.nothing() : view().obstructed();
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
        table.comment() + " Personal values masked.",
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
    return column.type().equals("STRING")
        ? "CASE WHEN %s IS NOT NULL THEN '***' END AS %s".formatted(name, name)
        : "CAST(NULL AS %s) AS %s".formatted(column.type(), name);
  }
}
