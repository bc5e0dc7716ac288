package io.millrace.model.record;

import io.millrace.model.feed.AvroTypes;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * How records of one writer's schema become rows of the feed: the writer's fields in order, each
 * with the place of the feed's field of that name. What the feed no longer has is passed over, what
 * the writer did not have stays null.
 */
final class AvroPlan {
  private final Step[] steps;

  private AvroPlan(Step[] steps) {
    this.steps = steps;
  }

  /**
   * One field of the writer.
   *
   * @param type as written
   * @param nullBranch of a union with null, or -1 for a field that always has a value
   * @param position in the feed's row, or -1
   * @param field of the feed, or null
   */
  record Step(FieldType type, int nullBranch, int position, Field field) {
    boolean widens() {
      return type == FieldType.INT && field.type() == FieldType.LONG;
    }

    boolean fits() {
      return type == field.type() || widens();
    }
  }

  /** Empty when a writer's field has a type that no feed's field can have. */
  static Optional<AvroPlan> of(Schema writer, Feed feed) {
    if (writer.getType() != Schema.Type.RECORD) {
      return Optional.empty();
    }
    Step[] steps = new Step[writer.getFields().size()];
    for (int i = 0; i < steps.length; i++) {
      Schema.Field written = writer.getFields().get(i);
      int nullBranch = nullBranch(written.schema());
      Schema value =
          nullBranch < 0 ? written.schema() : written.schema().getTypes().get(1 - nullBranch);
      Optional<FieldType> type = AvroTypes.typeOf(value);
      if (type.isEmpty()) {
        return Optional.empty();
      }
      int position = position(feed.fields(), written.name());
      steps[i] =
          new Step(
              type.get(), nullBranch, position, position < 0 ? null : feed.fields().get(position));
    }
    return Optional.of(new AvroPlan(steps));
  }

  Step[] steps() {
    return steps;
  }

  private static int nullBranch(Schema schema) {
    if (schema.getType() != Schema.Type.UNION || schema.getTypes().size() != 2) {
      return -1;
    }
    for (int branch = 0; branch < 2; branch++) {
      if (schema.getTypes().get(branch).getType() == Schema.Type.NULL) {
        return branch;
      }
    }
    return -1;
  }

  private static int position(List<Field> fields, String name) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
