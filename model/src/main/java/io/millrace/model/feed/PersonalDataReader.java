package io.millrace.model.feed;

import io.millrace.model.declaration.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code personal_data}: what becomes of the fields that the schema marks as personal. */
final class PersonalDataReader {
  private final FieldNames fields;
  private final List<String> key;

  PersonalDataReader(FieldNames fields, List<String> key) {
    this.fields = fields;
    this.key = key;
  }

  Map<String, PersonalTreatment> read(Section section) {
    Map<String, PersonalTreatment> treatments = new LinkedHashMap<>();
    for (String name : section.keys()) {
      PersonalTreatment treatment =
          section.read(
              name, null, PersonalTreatment.legal(), t -> PersonalTreatment.of(t).orElse(null));
      Field field = fields.find(name);
      if (fields.isBroken(name)) {
        continue;
      }
      if (field == null || !field.personal()) {
        section.note(
            name,
            field == null ? "no field of the feed" : "not marked \"personal\": true in the schema",
            "a personal field: " + fields.names(Field::personal));
      } else if (treatment != null) {
        check(section, field, treatment);
        treatments.put(name, treatment);
      }
    }
    return treatments;
  }

  private void check(Section section, Field field, PersonalTreatment treatment) {
    String declared = treatment.declared();
    if (treatment == PersonalTreatment.HASH && field.type() != FieldType.STRING) {
      section.note(field.name(), declared, "keep, drop; only a STRING can be hashed");
    }
    if (treatment == PersonalTreatment.DROP && field.required()) {
      section.note(field.name(), declared, "keep, hash; the field is required");
    }
    if (treatment == PersonalTreatment.DROP && key.contains(field.name())) {
      section.note(field.name(), declared, "keep, hash; the field is in key");
    }
  }
}
