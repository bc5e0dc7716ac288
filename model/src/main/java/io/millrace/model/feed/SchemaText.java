package io.millrace.model.feed;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * An Avro schema as a feed carries it.
 *
 * @param text JSON on one line
 * @param fingerprint CRC-64-AVRO of its parsing canonical form
 */
record SchemaText(String text, long fingerprint) {
  private static final String NAMESPACE = "io.millrace.feed";

  static SchemaText of(Schema schema) {
    return new SchemaText(schema.toString(), SchemaNormalization.parsingFingerprint64(schema));
  }

  /** The schema that a feed of those fields has. */
  static SchemaText of(String name, String doc, List<Field> fields) {
    Schema schema = Schema.createRecord(name, doc, NAMESPACE, false);
    schema.setFields(fields.stream().map(SchemaText::field).toList());
    return of(schema);
  }

  private static Schema.Field field(Field field) {
    Schema type = AvroTypes.schemaOf(field.type());
    Schema.Field declared =
        field.required()
            ? new Schema.Field(field.name(), type, field.doc())
            : new Schema.Field(
                field.name(),
                Schema.createUnion(Schema.create(Schema.Type.NULL), type),
                field.doc(),
                Schema.Field.NULL_DEFAULT_VALUE);
    if (field.personal()) {
      declared.addProp(AvroTypes.PERSONAL, true);
    }
    return declared;
  }
}
