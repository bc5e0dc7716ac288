package io.millrace.model.feed;

import io.millrace.model.declaration.Section;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code collector}: what the HTTP collector fills in where a record lacks it. */
final class CollectorReader {
  private final FieldNames fields;

  CollectorReader(FieldNames fields) {
    this.fields = fields;
  }

  Map<String, CollectedValue> read(Section section) {
    Map<String, CollectedValue> collected = new LinkedHashMap<>();
    for (String name : section.keys()) {
      CollectedValue value =
          section.read(name, null, CollectedValue.legal(), t -> CollectedValue.of(t).orElse(null));
      Field field = fields.find(name);
      if (field == null) {
        if (!fields.isBroken(name)) {
          section.note(name, name, "a field of the feed: " + fields.names());
        }
      } else if (value != null) {
        check(section, field, value);
        collected.put(name, value);
      }
    }
    return collected;
  }

  private void check(Section section, Field field, CollectedValue value) {
    if (field.type() != value.type()) {
      section.note(
          field.name(),
          value.declared() + " in a " + field.type() + " field",
          "a " + value.type() + " field: " + fields.namesOf(value.type()));
    } else if (value.isAddress() && !field.personal()) {
      section.note(
          field.name(),
          value.declared(),
          "a personal field, since an address is of a person: " + fields.names(Field::personal));
    }
  }
}
