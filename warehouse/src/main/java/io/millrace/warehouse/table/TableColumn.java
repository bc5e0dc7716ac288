package io.millrace.warehouse.table;

import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import java.util.Set;

/**
 * A column of a Hive table.
 *
 * @param name in lower case
 * @param type as Hive writes it, in upper case
 * @param comment one line
 */
public record TableColumn(String name, String type, String comment) {

  private static final Set<String> FIGURES =
      Set.of("BOOLEAN", "INT", "BIGINT", "DOUBLE", "DECIMAL", "TIMESTAMP", "DATE");

  public TableColumn {
    comment = HiveText.comment(comment);
  }

  /** The column of a feed's field. */
  static TableColumn of(Field field) {
    return new TableColumn(field.name(), type(field.type()), field.doc());
  }

  /** Hive's type for the values of a field. */
  public static String type(FieldType type) {
    return switch (type) {
      case STRING -> "STRING";
      case INT -> "INT";
      case LONG -> "BIGINT";
      case DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case MONEY -> "DECIMAL(18,4)";
      case TIMESTAMP -> "TIMESTAMP";
      case DATE -> "DATE";
    };
  }

  /** Whether its values are numbers, times or flags, and neither texts nor lists. */
  boolean isFigure() {
    return FIGURES.contains(type.replaceFirst("\\(.*", ""));
  }

  /** As it stands in a definition. */
  String definition() {
    return "%s %s COMMENT %s".formatted(HiveText.name(name), type, HiveText.literal(comment));
  }
}
