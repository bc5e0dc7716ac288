package io.millrace.model.schema;

import io.millrace.model.declaration.Problem;
import io.millrace.model.feed.SchemaLines;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaIncompatibilityType;

/**
 * Whether a feed's schema may take the place of an earlier one: every record on the topic and every
 * row in the tables must stay readable, with nothing lost. What Avro's own check of schema
 * resolution refuses is refused. So is what it allows beyond what tables allow, since these find
 * columns by name and hold old files for ever: a field that goes or gets another name, another
 * type.
 *
 * <p>Allowed are: an optional field more, anywhere; a required field that becomes optional; other
 * documentation, order or personal marks. A type never changes, not even from int to long: Hive
 * reads an INT32 of an old Parquet file in a BIGINT column, but Spark 3.5, which curates, does not,
 * neither vectorised nor row by row.
 */
public final class SchemaEvolution {
  private final String file;
  private final Schema before;
  private final Schema after;
  private final SchemaLines lines;
  private final List<Problem> problems = new ArrayList<>();

  private SchemaEvolution(String oldAvsc, String newAvsc) {
    this.before = parse(oldAvsc);
    this.after = parse(newAvsc);
    this.lines = new SchemaLines(newAvsc);
    this.file = after.getName() + ".avsc";
  }

  /**
   * What is wrong with putting the new schema in the old one's place, in the order of the new one's
   * lines; empty when nothing is.
   *
   * @param oldAvsc of a feed, in JSON
   * @param newAvsc of the same feed, in JSON
   * @throws IllegalArgumentException when one of them is no Avro schema of a record
   */
  public static List<Problem> check(String oldAvsc, String newAvsc) {
    return new SchemaEvolution(oldAvsc, newAvsc).problems();
  }

  private List<Problem> problems() {
    if (!before.getName().equals(after.getName())) {
      String legal = before.getName() + ", the feed's name";
      problems.add(new Problem(file, lines.line("name"), "name", after.getName(), legal));
    }
    for (Schema.Field field : before.getFields()) {
      Schema.Field now = after.getField(field.name());
      if (now == null) {
        removed(field);
      } else {
        changed(field, now);
      }
    }
    for (Schema.Field field : after.getFields()) {
      if (before.getField(field.name()) == null) {
        added(field);
      }
    }
    if (problems.isEmpty()) {
      // The last word is Avro's, on the schemas as wholes.
      for (Incompatibility why : askAvro(after, before)) {
        String legal = "a schema that Avro can read old records with";
        problems.add(new Problem(file, 0, why.getLocation(), why.getMessage(), legal));
      }
    }
    problems.sort(Comparator.comparingInt(Problem::line));
    return List.copyOf(problems);
  }

  private static List<Incompatibility> askAvro(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
        .getResult()
        .getIncompatibilities();
  }

  private void removed(Schema.Field field) {
    List<String> heirs =
        after.getFields().stream()
            .filter(f -> before.getField(f.name()) == null)
            .filter(f -> FieldShape.of(f.schema()).type().equals(typeOf(field)))
            .map(Schema.Field::name)
            .toList();
    String value = heirs.isEmpty() ? "removed" : "removed, or renamed to " + heirs.get(0);
    note(
        field.name(),
        "name",
        value,
        "the field stays, since tables and old records have it; a new name is a new optional field"
            + " beside it");
  }

  private void changed(Schema.Field from, Schema.Field to) {
    FieldShape was = FieldShape.of(from.schema());
    FieldShape is = FieldShape.of(to.schema());
    List<Incompatibility> byAvro = askAvro(to.schema(), from.schema());
    String avro = byAvro.isEmpty() ? "" : avro(byAvro.get(0).getType());
    if (!was.type().equals(is.type())) {
      note(
          from.name(),
          "type",
          was.type() + " becomes " + is.type() + avro,
          was.type()
              + ", since old files are not read as another type by every engine; a new type is a"
              + " new optional field beside it");
    }
    if (was.optional() && !is.optional()) {
      note(
          from.name(),
          "type",
          "optional becomes required" + avro,
          "optional as before, since old records may lack it");
    }
  }

  private void added(Schema.Field field) {
    FieldShape shape = FieldShape.of(field.schema());
    if (!shape.optional() || !field.hasDefaultValue()) {
      String how = shape.optional() ? "added without default" : "added as required";
      String avro =
          field.hasDefaultValue()
              ? ""
              : avro(SchemaIncompatibilityType.READER_FIELD_MISSING_DEFAULT_VALUE);
      note(
          field.name(),
          "type",
          how + avro,
          "[\"null\", \"%s\"] with default null, since old records lack it"
              .formatted(shape.type()));
    }
  }

  private void note(String field, String attribute, String value, String legal) {
    int line = after.getField(field) == null ? lines.line("fields") : lines.line(field, attribute);
    problems.add(new Problem(file, line, "fields." + field, value, legal));
  }

  private static String avro(SchemaIncompatibilityType type) {
    return " (Avro: " + type + ")";
  }

  private static String typeOf(Schema.Field field) {
    return FieldShape.of(field.schema()).type();
  }

  private static Schema parse(String avsc) {
    try {
      Schema schema = new Schema.Parser().parse(avsc);
      if (schema.getType() == Schema.Type.RECORD) {
        return schema;
      }
      throw new IllegalArgumentException("A schema of " + schema.getType() + " is no record.");
    } catch (AvroRuntimeException e) {
      throw new IllegalArgumentException("A schema cannot be read: " + e.getMessage(), e);
    }
  }
}
