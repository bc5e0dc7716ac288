package io.millrace.model.feed;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The fields of a feed that is being read, by their names. */
final class FieldNames {
  private final Map<String, Field> fields = new LinkedHashMap<>();

  private final Set<String> broken;

  /**
   * The fields that may be named.
   *
   * @param broken names of fields that the schema has, but wrongly: that has been noted, so nobody
   *     is told that there is no such field
   */
  FieldNames(List<Field> fields, Set<String> broken) {
    fields.forEach(f -> this.fields.put(f.name(), f));
    this.broken = broken;
  }

  /** Whether a field of that name is in the schema, but cannot be judged. */
  boolean isBroken(String name) {
    return broken.contains(name);
  }

  /** The field of that name, or null. */
  Field find(String name) {
    return fields.get(name);
  }

  boolean has(String name, FieldType type) {
    return fields.containsKey(name) && fields.get(name).type() == type;
  }

  Collection<Field> all() {
    return fields.values();
  }

  /** All names, as a message lists what is legal. */
  String names() {
    return names(field -> true);
  }

  /** The names of that type's fields. */
  String namesOf(FieldType type) {
    return names(field -> field.type() == type);
  }

  /** The names of those fields; {@code none} where there is none. */
  String names(Predicate<Field> which) {
    String names =
        fields.values().stream().filter(which).map(Field::name).collect(Collectors.joining(", "));
    return names.isEmpty() ? "none" : names;
  }
}
