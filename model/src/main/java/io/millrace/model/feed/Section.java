package io.millrace.model.feed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One mapping of a YAML declaration, read setting by setting. A wrong setting is noted in the
 * shared list of problems and read as null, so that reading goes on and all of them are found at
 * once.
 */
final class Section {
  private final String file;
  private final String path;
  private final JsonNode node;
  private final List<Problem> problems;
  private final Set<String> asked = new LinkedHashSet<>();

  Section(String file, String path, JsonNode node, List<Problem> problems) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /** The text of a setting that must be there. */
  String required(String key, String legal) {
    String text = optional(key, legal);
    if (text == null && !has(key)) {
      note(key, "missing", legal);
    }
    return text;
  }

  /** The text of a setting, or null when it is absent or not a scalar. */
  String optional(String key, String legal) {
    JsonNode value = node(key);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isValueNode()) {
      note(key, shown(value), legal);
      return null;
    }
    return value.asText();
  }

  /**
   * A setting read by a function that gives null, or throws {@link IllegalArgumentException}, for
   * what is not legal.
   */
  <T> T read(String key, T whenAbsent, String legal, Function<String, T> reading) {
    String text = optional(key, legal);
    if (text == null) {
      return whenAbsent;
    }
    T value;
    try {
      value = reading.apply(text);
    } catch (IllegalArgumentException e) {
      value = null;
    }
    if (value == null) {
      note(key, text, legal);
    }
    return value;
  }

  Duration duration(String key, Duration whenAbsent, boolean mayBeZero) {
    String legal =
        "an ISO-8601 duration such as PT10M or P1D, " + (mayBeZero ? "not negative" : "positive");
    return read(
        key,
        whenAbsent,
        legal,
        text -> {
          Duration duration = parsed(text, Duration::parse);
          boolean good = duration != null && !duration.isNegative();
          return good && (mayBeZero || !duration.isZero()) ? duration : null;
        });
  }

  /** An instant, written as such or as a date, which is midnight in UTC. */
  Instant instant(String key, Instant whenAbsent, Instant earliest) {
    return read(
        key,
        whenAbsent,
        "a date or ISO-8601 instant from " + earliest + " on",
        text -> {
          Instant instant =
              text.length() == 10
                  ? parsed(text, t -> LocalDate.parse(t).atStartOfDay(ZoneOffset.UTC).toInstant())
                  : parsed(text, Instant::parse);
          return instant == null || instant.isBefore(earliest) ? null : instant;
        });
  }

  /** A list of texts, or a single one; empty when absent. */
  List<String> texts(String key, String legal) {
    JsonNode value = node(key);
    List<String> texts = new ArrayList<>();
    if (value.isMissingNode() || value.isNull()) {
      return texts;
    }
    for (JsonNode item : value.isArray() ? value : List.of(value)) {
      if (item.isValueNode() && !item.isNull()) {
        texts.add(item.asText());
      } else {
        note(key, shown(item), legal);
      }
    }
    return texts;
  }

  /** The mapping under that key; empty when absent. */
  Section section(String key) {
    JsonNode value = node(key);
    if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
      note(key, shown(value), "a mapping");
    }
    return new Section(
        file, under(key), value.isObject() ? value : MissingNode.getInstance(), problems);
  }

  /** Says that settings are known though nothing reads them now. */
  void expect(String... keys) {
    asked.addAll(List.of(keys));
  }

  boolean has(String key) {
    return !node(key).isMissingNode();
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  void note(String key, String value, String legal) {
    problems.add(new Problem(file, under(key), value, legal));
  }

  /** Notes every setting that was never asked for: a misspelt one must not be passed over. */
  void refuseOthers() {
    for (String key : keys()) {
      if (!asked.contains(key)) {
        note(key, "unknown setting", String.join(", ", new TreeSet<>(asked)));
      }
    }
  }

  private JsonNode node(String key) {
    asked.add(key);
    return node.path(key);
  }

  private String under(String key) {
    return path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
  }

  private static String shown(JsonNode value) {
    return value.isArray() ? "a list" : value.isObject() ? "a mapping" : value.asText();
  }

  private static <T> T parsed(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
