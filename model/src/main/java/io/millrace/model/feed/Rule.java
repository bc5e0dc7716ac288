package io.millrace.model.feed;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A declared quality rule, which every record of a feed must meet. Null meets each but {@link
 * Required}. Values are of the Java class of their field's type.
 */
public sealed interface Rule extends Serializable {

  /** By which a refusal names it. */
  String name();

  /**
   * {@code range: {min: …, max: …}}: a number, an amount, a time or a date from min to max, both
   * included.
   *
   * @param min null for no least value
   * @param max null for no greatest value
   */
  record Range(String name, String field, Serializable min, Serializable max) implements Rule {}

  /** {@code in: […]}: one of these values. */
  record In(String name, String field, Set<Serializable> values) implements Rule {
    public In {
      values = Collections.unmodifiableSet(new LinkedHashSet<>(values));
    }
  }

  /**
   * {@code matches: …}: a text that the regular expression matches from its beginning to its end.
   *
   * @param pattern of {@link java.util.regex.Pattern}
   */
  record Matches(String name, String field, String pattern) implements Rule {}

  /** {@code required: […]}: at least so many of these fields are neither null nor empty. */
  record Required(String name, List<String> fields, int atLeast) implements Rule {
    public Required {
      fields = List.copyOf(fields);
    }
  }

  /** {@code compare: [left, "<=", right]}: two fields of the same type, where neither is null. */
  record Compare(String name, String left, Comparison comparison, String right) implements Rule {}
}
