package io.millrace.model.feed;

import java.util.Optional;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Which Avro schema stands for which type of a field. */
public final class AvroTypes {
  /** The attribute of a personal field. */
  static final String PERSONAL = "personal";

  static final String LEGAL =
      "string, int, long, double, boolean, bytes with decimal(18,4), long with timestamp-micros, int"
          + " with date; or [\"null\", one of these] with default null";

  private static final int MONEY_PRECISION = 18;
  private static final int MONEY_SCALE = 4;

  private AvroTypes() {}

  static Schema schemaOf(FieldType type) {
    return switch (type) {
      case STRING -> Schema.create(Schema.Type.STRING);
      case INT -> Schema.create(Schema.Type.INT);
      case LONG -> Schema.create(Schema.Type.LONG);
      case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
      case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
      case MONEY ->
          LogicalTypes.decimal(MONEY_PRECISION, MONEY_SCALE)
              .addToSchema(Schema.create(Schema.Type.BYTES));
      case TIMESTAMP -> LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
      case DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
    };
  }

  /** The type of a field with that schema, which is no union; empty when no type has it. */
  public static Optional<FieldType> typeOf(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    boolean declaresLogical = schema.getProp(LogicalType.LOGICAL_TYPE_PROP) != null;
    FieldType type =
        switch (schema.getType()) {
          case STRING -> declaresLogical ? null : FieldType.STRING;
          case INT ->
              logical instanceof LogicalTypes.Date
                  ? FieldType.DATE
                  : declaresLogical ? null : FieldType.INT;
          case LONG ->
              logical instanceof LogicalTypes.TimestampMicros
                  ? FieldType.TIMESTAMP
                  : declaresLogical ? null : FieldType.LONG;
          case DOUBLE -> declaresLogical ? null : FieldType.DOUBLE;
          case BOOLEAN -> declaresLogical ? null : FieldType.BOOLEAN;
          case BYTES -> isMoney(logical) ? FieldType.MONEY : null;
          default -> null;
        };
    return Optional.ofNullable(type);
  }

  private static boolean isMoney(LogicalType logical) {
    return logical instanceof LogicalTypes.Decimal decimal
        && decimal.getPrecision() == MONEY_PRECISION
        && decimal.getScale() == MONEY_SCALE;
  }
}
