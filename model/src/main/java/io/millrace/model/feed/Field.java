package io.millrace.model.feed;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * One field of a feed.
 *
 * @param name lower case with underscores; the JSON name, the Parquet column and the Hive column
 * @param type what its values are
 * @param required whether a record without it is refused
 * @param personal whether it tells who a person is, or where: {@code "personal": true} in the Avro
 *     schema; {@link Feed#personalData} says what becomes of it
 * @param doc what it means, from the Avro schema; becomes the column's comment
 */
public record Field(String name, FieldType type, boolean required, boolean personal, String doc)
    implements Serializable {
  public Field {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(doc, "doc");
  }

  /** A field that is not personal. */
  public Field(String name, FieldType type, boolean required, String doc) {
    this(name, type, required, false, doc);
  }
}
