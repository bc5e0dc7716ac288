package io.millrace.warehouse.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A view beside a table that shows all but the values of personal columns: texts as {@code ***},
 * others as null, and null as null.
 *
 * @param table what it shows
 * @param masked the names of the personal columns; none when there should be no view
 */
public record MaskedView(FeedTable table, Set<String> masked) {

  /** By which a view's name differs from its table's. */
  static final String ENDING = "_masked";

  /** Made of the definition, so that a view is known for one of these and for what it shows. */
  private static final String PROPERTY = "millrace.definition";

  public MaskedView {
    masked = Set.copyOf(masked);
  }

  /** Database and view. */
  public String fullName() {
    return table.database() + "." + name();
  }

  /** The view's name in its database. */
  public String name() {
    return table.table() + ENDING;
  }

  /** What makes it so, from what is there. */
  public TableChange change(Optional<TableState> there) {
    boolean ours = there.map(s -> s.view() && s.parameters().containsKey(PROPERTY)).orElse(false);
    if (there.isPresent() && !ours) {
      return masked.isEmpty()
          ? nothing()
          : new TableChange(
              List.of(),
              List.of(),
              List.of(fullName() + " is there and no view of Millrace; the feed needs that name"));
    }
    if (masked.isEmpty()) {
      return ours
          ? new TableChange(
              List.of("%s: dropped, since no field is personal any more".formatted(fullName())),
              List.of("DROP VIEW IF EXISTS " + quotedName()),
              List.of())
          : nothing();
    }
    if (there.map(s -> digest().equals(s.parameters().get(PROPERTY))).orElse(false)) {
      return nothing();
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
    return """
        CREATE OR REPLACE VIEW %s (
        %s
        )
        COMMENT %s
        TBLPROPERTIES ('%s' = '%s')
        AS
        %s"""
        .formatted(quotedName(), columns(), comment(), PROPERTY, digest(), query());
  }

  private String query() {
    String selected =
        all().stream().map(c -> "  " + selected(c)).collect(Collectors.joining(",\n"));
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

  private String columns() {
    return all().stream()
        .map(
            c ->
                "  %s COMMENT %s".formatted(HiveText.name(c.name()), HiveText.literal(c.comment())))
        .collect(Collectors.joining(",\n"));
  }

  private String comment() {
    return HiveText.literal(HiveText.comment(table.comment() + " Personal values masked."));
  }

  private List<TableColumn> all() {
    List<TableColumn> all = new ArrayList<>(table.columns());
    all.addAll(table.partitions());
    return all;
  }

  private String quotedName() {
    return HiveText.name(table.database()) + "." + HiveText.name(name());
  }

  private String digest() {
    String definition = columns() + comment() + query();
    try {
      byte[] sha256 =
          MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static TableChange nothing() {
    return new TableChange(List.of(), List.of(), List.of());
  }
}
