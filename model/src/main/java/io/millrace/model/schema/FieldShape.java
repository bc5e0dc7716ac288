package io.millrace.model.schema;

import java.util.Locale;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * What a field of a schema holds.
 *
 * @param type as a schema names it, with the logical type: {@code string}, {@code long
 *     (timestamp-micros)}
 * @param optional whether null is one of its values
 */
record FieldShape(String type, boolean optional) {

  static FieldShape of(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return new FieldShape(name(schema), false);
    }
    String types =
        String.join(
            " or ",
            schema.getTypes().stream()
                .filter(t -> t.getType() != Schema.Type.NULL)
                .map(FieldShape::name)
                .toList());
    return new FieldShape(types, schema.isNullable());
  }

  private static String name(Schema schema) {
    String type = schema.getType().getName();
    LogicalType logical = schema.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return String.format(
          Locale.ROOT, "%s (decimal %d,%d)", type, decimal.getPrecision(), decimal.getScale());
    }
    return logical == null ? type : type + " (" + logical.getName() + ")";
  }
}
