package io.millrace.model.feed;

import io.millrace.model.declaration.Section;
import io.millrace.model.record.ValueReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code rules}: what is asked of a record's values beyond their types. */
final class RuleReader {
  static final String LEGAL_RULE =
      "a mapping with name and exactly one of range, in, matches (each with field), required,"
          + " compare";

  private static final List<String> OF_ONE_FIELD = List.of("range", "in", "matches");
  private static final List<String> KINDS =
      List.of("range", "in", "matches", "required", "compare");

  private final FieldNames fields;
  private final Map<String, PersonalTreatment> personalData;
  private final Set<String> names = new HashSet<>();

  RuleReader(FieldNames fields, Map<String, PersonalTreatment> personalData) {
    this.fields = fields;
    this.personalData = personalData;
  }

  List<Rule> read(List<Section> sections) {
    List<Rule> rules = new ArrayList<>();
    for (Section section : sections) {
      if (section.isMapping()) {
        Rule rule = rule(section);
        if (rule != null) {
          rules.add(rule);
        }
        section.refuseOthers();
      }
    }
    return rules;
  }

  private Rule rule(Section section) {
    String legal = "a name of its own that matches " + FeedReader.NAME;
    String name = section.required("name", legal);
    if (name != null && (!FeedReader.NAME.matcher(name).matches() || !names.add(name))) {
      section.note("name", name, legal);
    }
    section.expect("field", "at_least");
    List<String> kinds = KINDS.stream().filter(section::has).toList();
    if (kinds.size() != 1) {
      String found = kinds.isEmpty() ? "none of them" : String.join(", ", kinds);
      section.note("", found, LEGAL_RULE);
      return null;
    }
    String kind = kinds.get(0);
    if (!kind.equals("required") && section.has("at_least")) {
      section.note("at_least", "beside " + kind, "at_least only beside required");
    }
    if (!OF_ONE_FIELD.contains(kind)) {
      if (section.has("field")) {
        section.note("field", "beside " + kind, "field only beside range, in, matches");
      }
      return kind.equals("required")
          ? new CrossFieldRuleReader(fields, personalData).required(section, name)
          : new CrossFieldRuleReader(fields, personalData).compare(section, name);
    }
    Field field = fieldOf(section);
    if (field == null) {
      return null;
    }
    return switch (kind) {
      case "range" -> range(section, name, field);
      case "in" -> in(section, name, field);
      default -> matches(section, name, field);
    };
  }

  private Field fieldOf(Section section) {
    String legal = "a field of the feed: " + fields.names();
    String name = section.required("field", legal);
    Field field = name == null ? null : fields.find(name);
    if (name != null && field == null && !fields.isBroken(name)) {
      section.note("field", name, legal);
    }
    return field;
  }

  private static Rule range(Section section, String name, Field field) {
    Section range = section.section("range");
    Serializable min = bound(range, "min", field);
    Serializable max = bound(range, "max", field);
    range.refuseOthers();
    if (field.type() == FieldType.STRING || field.type() == FieldType.BOOLEAN) {
      section.note(
          "range",
          "of " + field.name() + ", a " + field.type(),
          "a range of INT, LONG, DOUBLE, MONEY, TIMESTAMP or DATE");
    } else if (range.isMapping() && !range.has("min") && !range.has("max")) {
      section.note("range", "empty", "min, max or both");
    } else if (min != null && max != null && order(min, max) > 0) {
      section.note("range", "min greater than max", "min not greater than max");
    }
    return new Rule.Range(name, field.name(), min, max);
  }

  private static int order(Serializable min, Serializable max) {
    return min instanceof Double
        ? Double.compare((Double) min, (Double) max)
        : Long.compare(((Number) min).longValue(), ((Number) max).longValue());
  }

  private static Serializable bound(Section range, String key, Field field) {
    String text = range.optional(key, "a " + field.type());
    return text == null ? null : value(range, key, field, text);
  }

  private static Rule in(Section section, String name, Field field) {
    Set<Serializable> values = new LinkedHashSet<>();
    List<String> texts = section.texts("in", "values of " + field.type());
    for (String text : texts) {
      Serializable value = value(section, "in", field, text);
      if (value != null && !values.add(value)) {
        section.note("in", text + " twice", "different values");
      }
    }
    if (texts.isEmpty()) {
      section.note("in", "empty", "one value or more");
    }
    return new Rule.In(name, field.name(), values);
  }

  private static Serializable value(Section section, String key, Field field, String text) {
    ValueReader reader = new ValueReader();
    if (reader.read(field, text)) {
      return (Serializable) reader.value();
    }
    section.note(key, text, "a " + field.type() + ": " + reader.refused().detail());
    return null;
  }

  private static Rule matches(Section section, String name, Field field) {
    String pattern = section.optional("matches", "a regular expression");
    if (field.type() != FieldType.STRING) {
      section.note(
          "matches", "of " + field.name() + ", a " + field.type(), "matches only of a STRING");
    }
    if (pattern == null) {
      return null;
    }
    try {
      Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      section.note(
          "matches",
          pattern,
          "a regular expression of Java (" + e.getDescription() + " at " + e.getIndex() + ")");
    }
    return new Rule.Matches(name, field.name(), pattern);
  }
}
