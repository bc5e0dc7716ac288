package io.millrace.model.feed;

import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.NodeReader;
import io.millrace.model.declaration.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where in the text of an Avro schema its fields stand, for messages. */
public final class SchemaLines {
  private final Node schema;
  private final Map<String, Node> fields = new HashMap<>();

  /**
   * Looks for the lines of that schema.
   *
   * @param avsc JSON; of other text no line is known
   */
  public SchemaLines(String avsc) {
    List<Problem> unused = new ArrayList<>();
    Node read = new NodeReader("", unused).json(avsc);
    this.schema = read == null ? new Node.Missing(0) : read;
    if (schema.member("fields") instanceof Node.Items items) {
      for (Node field : items.items()) {
        if (field.member("name") instanceof Node.Scalar name) {
          fields.putIfAbsent(name.text(), field);
        }
      }
    }
  }

  /** The line of that attribute of the schema, or where the schema begins; 0 when unknown. */
  public int line(String attribute) {
    return schema.member(attribute).line();
  }

  /** The line of that attribute of a field, or where the field begins; 0 without such a field. */
  public int line(String field, String attribute) {
    return fields.getOrDefault(field, new Node.Missing(0)).member(attribute).line();
  }
}
