package io.millrace.warehouse.table;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A view that Millrace makes. It is known for one, and for what it shows, by a property made of its
 * definition.
 *
 * @param comment what its rows are
 * @param columns all of them, in the order of the query
 * @param query what it shows
 */
record OwnView(
    String database, String name, String comment, List<TableColumn> columns, String query) {

  private static final String PROPERTY = "millrace.definition";

  OwnView {
    comment = HiveText.comment(comment);
    columns = List.copyOf(columns);
  }

  String fullName() {
    return database + "." + name;
  }

  /** Whether what is there is a view that Millrace has made. */
  static boolean isOwn(TableState there) {
    return there.view() && there.parameters().containsKey(PROPERTY);
  }

  /**
   * Whether what is there is a view that Millrace has made, a script of an earlier release
   * included: that wrote the same comment, and no property.
   */
  boolean isOwnOrOfBefore(TableState there) {
    return isOwn(there) || (there.view() && there.comment().equals(comment));
  }

  /** Whether what is there is this view. */
  boolean isThere(Optional<TableState> there) {
    return there.map(s -> digest().equals(s.parameters().get(PROPERTY))).orElse(false);
  }

  /** Somebody else has something of that name, which stays; others need this view. */
  TableChange obstructed() {
    return new TableChange(List.of(), List.of(), List.of(elses()));
  }

  /** Somebody else has something of that name, which stays; nothing needs this view. */
  TableChange left() {
    return new TableChange(List.of(), List.of(), List.of(), List.of(elses()));
  }

  private String elses() {
    return fullName()
        + " is there and no view of Millrace, which makes one of that name: rename it or drop it";
  }

  /** Makes it, in place of one that is there. */
  String create() {
    return create(query, Map.of());
  }

  /**
   * Makes it with another query than the one that it is known by.
   *
   * @param properties more of them
   */
  String create(String actual, Map<String, String> properties) {
    Map<String, String> all = new TreeMap<>(properties);
    all.put(PROPERTY, digest());
    return """
        CREATE OR REPLACE VIEW %s (
        %s
        )
        COMMENT %s
        TBLPROPERTIES (%s)
        AS
        %s"""
        .formatted(
            quotedName(),
            defined(),
            HiveText.literal(comment),
            all.entrySet().stream()
                .map(p -> "'%s' = '%s'".formatted(p.getKey(), p.getValue()))
                .collect(Collectors.joining(", ")),
            actual);
  }

  String drop() {
    return "DROP VIEW IF EXISTS " + quotedName();
  }

  private String quotedName() {
    return HiveText.name(database) + "." + HiveText.name(name);
  }

  private String defined() {
    return columns.stream()
        .map(
            c ->
                "  %s COMMENT %s".formatted(HiveText.name(c.name()), HiveText.literal(c.comment())))
        .collect(Collectors.joining(",\n"));
  }

  private String digest() {
    String definition = defined() + HiveText.literal(comment) + query;
    try {
      byte[] sha256 =
          MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
