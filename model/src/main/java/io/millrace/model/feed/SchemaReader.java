package io.millrace.model.feed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/** Reads the fields of a feed from its Avro schema. */
final class SchemaReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final Set<String> RESERVED =
      Set.of("kafka_partition", "kafka_offset", "kafka_time", "ingest_time", "dt", "hour");

  private final String file;
  private final List<Problem> problems;

  SchemaReader(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /**
   * The fields of that schema that are legal; the rest is noted. Empty when there is no schema to
   * read them from.
   */
  Optional<List<Field>> read(String avsc, String feedName) {
    Schema schema;
    try {
      // Avro's own parser stops at the end of the first value and would pass over what follows.
      refuseTrailingText(avsc);
      schema = new Schema.Parser().parse(avsc);
    } catch (AvroRuntimeException | IOException e) {
      note("", firstLine(String.valueOf(e.getMessage())), "an Avro schema in JSON");
      return Optional.empty();
    }
    if (schema.getType() != Schema.Type.RECORD) {
      note("type", schema.getType().getName(), "record");
      return Optional.empty();
    }
    if (feedName != null && !schema.getName().equals(feedName)) {
      note("name", schema.getName(), feedName + ", the feed's name");
    }
    if (schema.getDoc() == null || schema.getDoc().isBlank()) {
      note("doc", "missing", "a sentence that says what a record is");
    }
    List<Field> fields = new ArrayList<>();
    schema.getFields().forEach(f -> field(f).ifPresent(fields::add));
    return Optional.of(fields);
  }

  private Optional<Field> field(Schema.Field field) {
    String path = "fields." + field.name();
    boolean legal = true;
    if (!NAME.matcher(field.name()).matches() || RESERVED.contains(field.name())) {
      note(
          path,
          field.name(),
          "a name that matches " + NAME + " and is none of " + sorted(RESERVED));
      legal = false;
    }
    if (field.doc() == null || field.doc().isBlank()) {
      note(path + ".doc", "missing", "a sentence that says what the field means");
      legal = false;
    }
    boolean union = field.schema().getType() == Schema.Type.UNION;
    Optional<FieldType> type =
        union ? optionalType(field.schema()) : AvroTypes.typeOf(field.schema());
    if (type.isEmpty()) {
      note(path + ".type", field.schema().toString(), AvroTypes.LEGAL);
      legal = false;
    } else if (union && field.defaultVal() != JsonProperties.NULL_VALUE) {
      note(path + ".default", "missing or not null", "null");
      legal = false;
    }
    return legal
        ? Optional.of(new Field(field.name(), type.get(), !union, field.doc()))
        : Optional.empty();
  }

  private static Optional<FieldType> optionalType(Schema union) {
    List<Schema> types = union.getTypes();
    boolean optional = types.size() == 2 && types.get(0).getType() == Schema.Type.NULL;
    return optional ? AvroTypes.typeOf(types.get(1)) : Optional.empty();
  }

  private static void refuseTrailingText(String json) throws IOException {
    try (JsonParser in = new JsonFactory().createParser(json)) {
      in.nextToken();
      in.skipChildren();
      if (in.nextToken() != null) {
        throw new IOException("text after the schema");
      }
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("unreadable");
  }

  private static String sorted(Set<String> names) {
    return String.join(", ", names.stream().sorted().toList());
  }

  private void note(String path, String value, String legal) {
    problems.add(new Problem(file, path, value, legal));
  }
}
