package io.millrace.model.feed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.NodeReader;
import io.millrace.model.declaration.Problem;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Reads the fields of a feed from its Avro schema, each by itself, so that what is wrong with one
 * does not hide what is wrong with another.
 */
final class SchemaReader {
  private static final Set<String> ATTRIBUTES =
      new TreeSet<>(Set.of("type", "name", "namespace", "doc", "fields"));
  private static final Set<String> FIELD_ATTRIBUTES =
      new TreeSet<>(Set.of("name", "type", "doc", "default", "order", AvroTypes.PERSONAL));
  private static final Set<String> RESERVED =
      new TreeSet<>(
          Set.of("kafka_partition", "kafka_offset", "kafka_time", "ingest_time", "dt", "hour"));
  private static final String LEGAL_NAME =
      "a name that matches " + FeedReader.NAME + " and is none of " + String.join(", ", RESERVED);

  private final ObjectMapper json = new ObjectMapper();
  private final String file;
  private final List<Problem> problems;

  SchemaReader(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * What a schema says.
   *
   * @param fields those that are legal
   * @param broken the names of the others, which have been noted
   * @param text null when anything was noted
   */
  record ReadSchema(List<Field> fields, Set<String> broken, String doc, SchemaText text) {}

  /** Reads that schema; empty when there are no fields to read. */
  Optional<ReadSchema> read(String avsc, String feedName) {
    int before = problems.size();
    Node lines = new NodeReader(file, problems).json(avsc);
    if (lines == null) {
      return Optional.empty();
    }
    JsonNode schema = tree(avsc);
    if (!schema.isObject() || !schema.path("type").asText().equals("record")) {
      String type = schema.isTextual() ? schema.asText() : schema.path("type").asText("missing");
      note(lines.member("type").line(), "type", type.isEmpty() ? "none" : type, "record");
      return Optional.empty();
    }
    String name = schema.path("name").asText();
    if (feedName != null && !name.equals(feedName)) {
      note(lines, "name", name.isEmpty() ? "missing" : name, feedName + ", the feed's name");
    }
    checkDoc(schema, lines, "", "a sentence that says what a record is");
    checkAttributes(schema, lines, "", ATTRIBUTES);
    if (!schema.path("fields").isArray() || schema.path("fields").isEmpty()) {
      note(lines, "fields", "none", "a list of one field or more");
      return Optional.empty();
    }
    List<Field> fields = fields(schema.path("fields"), (Node.Items) lines.member("fields"));
    SchemaText text = problems.size() > before ? null : text(avsc);
    Set<String> broken = new HashSet<>();
    schema.path("fields").forEach(field -> broken.add(field.path("name").asText()));
    fields.forEach(field -> broken.remove(field.name()));
    return Optional.of(new ReadSchema(fields, broken, schema.path("doc").asText(), text));
  }

  private List<Field> fields(JsonNode declared, Node.Items lines) {
    List<Field> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < declared.size(); i++) {
      JsonNode field = declared.get(i);
      Node fieldLines = lines.items().get(i);
      String name = field.path("name").asText();
      String path = name.isEmpty() ? "fields[" + i + "]" : "fields." + name;
      if (!FeedReader.NAME.matcher(name).matches() || RESERVED.contains(name)) {
        note(fieldLines.line(), path, name.isEmpty() ? "without a name" : name, LEGAL_NAME);
      } else if (!names.add(name)) {
        note(fieldLines.line(), path, "occurs twice", "each field once");
      } else {
        field(field, fieldLines, path).ifPresent(fields::add);
      }
    }
    return fields;
  }

  private Optional<Field> field(JsonNode field, Node lines, String path) {
    int before = problems.size();
    checkDoc(field, lines, path + ".", "a sentence that says what the field means");
    checkAttributes(field, lines, path + ".", FIELD_ATTRIBUTES);
    JsonNode personal = field.path(AvroTypes.PERSONAL);
    if (!personal.isMissingNode() && !personal.isBoolean()) {
      note(lines.member(AvroTypes.PERSONAL).line(), path + ".personal", personal, "true, false");
    }
    Optional<Schema.Field> parsed = parsed(field, lines, path);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    Schema schema = parsed.get().schema();
    boolean union = schema.getType() == Schema.Type.UNION;
    Optional<FieldType> type = union ? optionalType(schema) : AvroTypes.typeOf(schema);
    if (type.isEmpty()) {
      note(lines.member("type").line(), path + ".type", field.path("type"), AvroTypes.LEGAL);
    } else if (union && parsed.get().defaultVal() != JsonProperties.NULL_VALUE) {
      note(lines.member("default").line(), path + ".default", "missing or not null", "null");
    }
    return problems.size() > before
        ? Optional.empty()
        : Optional.of(
            new Field(
                parsed.get().name(),
                type.get(),
                !union,
                personal.booleanValue(),
                parsed.get().doc()));
  }

  /** The field as Avro reads it, alone in a record. */
  private Optional<Schema.Field> parsed(JsonNode field, Node lines, String path) {
    ObjectNode alone = json.createObjectNode().put("type", "record").put("name", "alone");
    alone.putArray("fields").add(field);
    try {
      return Optional.of(new Schema.Parser().parse(alone.toString()).getFields().get(0));
    } catch (AvroRuntimeException e) {
      // Avro says so of a default that does not fit; of all else the type is at fault.
      boolean byDefault = String.valueOf(e.getMessage()).startsWith("Invalid default");
      String at = byDefault ? "default" : "type";
      String legal = byDefault ? "a value of the field's type; null first in a union" : "";
      note(
          lines.member(at).line(),
          path + "." + at,
          field.has(at) ? field.path(at) : "missing",
          byDefault ? legal : AvroTypes.LEGAL);
      return Optional.empty();
    }
  }

  private SchemaText text(String avsc) {
    try {
      return SchemaText.of(new Schema.Parser().parse(avsc));
    } catch (AvroRuntimeException e) {
      String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
      note(0, "", why, "an Avro schema in JSON");
      return null;
    }
  }

  private static Optional<FieldType> optionalType(Schema union) {
    List<Schema> types = union.getTypes();
    boolean optional = types.size() == 2 && types.get(0).getType() == Schema.Type.NULL;
    return optional ? AvroTypes.typeOf(types.get(1)) : Optional.empty();
  }

  private void checkDoc(JsonNode described, Node lines, String under, String legal) {
    JsonNode doc = described.path("doc");
    if (!doc.isTextual() || doc.asText().isBlank()) {
      note(lines.member("doc").line(), under + "doc", "missing", legal);
    }
  }

  private void checkAttributes(JsonNode declared, Node lines, String under, Set<String> legal) {
    declared
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!legal.contains(name)) {
                int line = lines.member(name).line();
                note(line, under + name, "unknown attribute", String.join(", ", legal));
              }
            });
  }

  private JsonNode tree(String avsc) {
    try {
      return json.readTree(avsc);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("What was just read as JSON is JSON.", e);
    }
  }

  private void note(Node lines, String key, String value, String legal) {
    note(lines.member(key).line(), key, value, legal);
  }

  private void note(int line, String path, Object value, String legal) {
    problems.add(new Problem(file, line, path, value.toString(), legal));
  }
}
