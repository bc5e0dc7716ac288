package io.millrace.model.feed;

import io.millrace.model.declaration.Section;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Reads the rules that are about several fields. */
final class CrossFieldRuleReader {
  private static final String LEGAL_COMPARISON =
      "[field, sign, field] with one of the quoted signs " + Comparison.legal();

  private final FieldNames fields;
  private final Map<String, PersonalTreatment> personalData;

  CrossFieldRuleReader(FieldNames fields, Map<String, PersonalTreatment> personalData) {
    this.fields = fields;
    this.personalData = personalData;
  }

  Rule required(Section section, String name) {
    String legal = "one or more different fields that are not dropped: " + fields.names(this::kept);
    List<String> required = section.texts("required", legal);
    if (required.isEmpty() || new HashSet<>(required).size() < required.size()) {
      section.note("required", required.isEmpty() ? "none" : String.join(", ", required), legal);
    }
    for (String field : required) {
      boolean good = fields.find(field) != null && kept(fields.find(field));
      if (!good && !fields.isBroken(field)) {
        section.note("required", field, legal);
      }
    }
    int most = Math.max(1, required.size());
    Integer atLeast =
        section.read(
            "at_least",
            most,
            "a whole number from 1 to " + most + ", as many fields as required names",
            text -> {
              int count = Integer.parseInt(text);
              return count >= 1 && count <= most ? count : null;
            });
    return atLeast == null ? null : new Rule.Required(name, required, atLeast);
  }

  Rule compare(Section section, String name) {
    List<String> parts = section.texts("compare", LEGAL_COMPARISON);
    if (parts.size() != 3) {
      section.note("compare", parts.size() + " items", LEGAL_COMPARISON);
      return null;
    }
    Comparison comparison = Comparison.of(parts.get(1)).orElse(null);
    if (comparison == null) {
      section.note("compare", parts.get(1), LEGAL_COMPARISON);
    }
    Field left = field(section, parts.get(0));
    Field right = field(section, parts.get(2));
    if (left == null || right == null || comparison == null) {
      return null;
    }
    check(section, left, comparison, right);
    return new Rule.Compare(name, left.name(), comparison, right.name());
  }

  private void check(Section section, Field left, Comparison comparison, Field right) {
    if (left.type() != right.type() || left.name().equals(right.name())) {
      section.note(
          "compare",
          "%s, a %s, beside %s, a %s"
              .formatted(left.name(), left.type(), right.name(), right.type()),
          "two different fields of the same type");
    } else if (comparison.ordering() && left.type() == FieldType.BOOLEAN) {
      section.note("compare", comparison.sign(), "= or != for BOOLEAN fields");
    } else if (hashed(left) != hashed(right) || (hashed(left) && comparison.ordering())) {
      // Landing sees hashes: of those only equality says what it says of the values.
      section.note(
          "compare",
          left.name() + " " + comparison.sign() + " " + right.name(),
          "fields that are not hashed, or = or != of two that are");
    }
  }

  private Field field(Section section, String name) {
    Field field = fields.find(name);
    if (field == null && !fields.isBroken(name)) {
      section.note("compare", name, "a field of the feed: " + fields.names());
    }
    return field;
  }

  private boolean kept(Field field) {
    return personalData.get(field.name()) != PersonalTreatment.DROP;
  }

  private boolean hashed(Field field) {
    return personalData.get(field.name()) == PersonalTreatment.HASH;
  }
}
