package io.millrace.model.declaration;

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
public final class Section {
  private final String file;
  private final String path;
  private final Node node;
  private final List<Problem> problems;
  private final Set<String> asked = new LinkedHashSet<>();

  /**
   * @param path of the mapping inside the file; empty for the file as a whole
   * @param node what stands there, a mapping or not
   * @param problems takes what is wrong
   */
  public Section(String file, String path, Node node, List<Problem> problems) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /** The text of a setting that must be there. */
  public String required(String key, String legal) {
    String text = optional(key, legal);
    if (text == null && !has(key)) {
      note(key, "missing", legal);
    }
    return text;
  }

  /** The text of a setting, or null when it is absent or not a scalar. */
  public String optional(String key, String legal) {
    Node value = node(key);
    if (value instanceof Node.Scalar scalar) {
      return scalar.text();
    }
    if (!value.isAbsent()) {
      note(key, value.shown(), legal);
    }
    return null;
  }

  /**
   * A setting read by a function that gives null, or throws {@link IllegalArgumentException}, for
   * what is not legal.
   */
  public <T> T read(String key, T whenAbsent, String legal, Function<String, T> reading) {
    String text = optional(key, legal);
    if (text == null) {
      return has(key) ? null : whenAbsent;
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

  public Duration duration(String key, Duration whenAbsent, boolean mayBeZero) {
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
  public Instant instant(String key, Instant whenAbsent, Instant earliest) {
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
  public List<String> texts(String key, String legal) {
    Node value = node(key);
    List<String> texts = new ArrayList<>();
    if (value.isAbsent()) {
      return texts;
    }
    for (Node item : value instanceof Node.Items list ? list.items() : List.of(value)) {
      if (item instanceof Node.Scalar scalar) {
        texts.add(scalar.text());
      } else {
        problems.add(new Problem(file, item.line(), under(key), item.shown(), legal));
      }
    }
    return texts;
  }

  /**
   * A list of texts, or a single one, each read by a function that throws {@link
   * IllegalArgumentException} for what is not legal; empty when absent.
   */
  public <T> List<T> texts(String key, String legal, Function<String, T> reading) {
    Node value = node(key);
    List<T> read = new ArrayList<>();
    List<Node> items =
        value.isAbsent()
            ? List.of()
            : value instanceof Node.Items list ? list.items() : List.of(value);
    for (int i = 0; i < items.size(); i++) {
      Node item = items.get(i);
      String itemPath = under(key) + "[" + i + "]";
      if (item instanceof Node.Scalar scalar) {
        try {
          read.add(reading.apply(scalar.text()));
        } catch (IllegalArgumentException e) {
          problems.add(new Problem(file, item.line(), itemPath, e.getMessage(), legal));
        }
      } else {
        problems.add(new Problem(file, item.line(), itemPath, item.shown(), legal));
      }
    }
    return read;
  }

  /** The mapping under that key; empty when absent. */
  public Section section(String key) {
    Node value = node(key);
    if (!value.isAbsent() && !(value instanceof Node.Mapping)) {
      note(key, value.shown(), "a mapping");
    }
    return new Section(file, under(key), value, problems);
  }

  /** The mappings listed under that key; empty when absent. */
  public List<Section> sections(String key, String legal) {
    Node value = node(key);
    List<Section> sections = new ArrayList<>();
    if (value instanceof Node.Items list) {
      for (Node item : list.items()) {
        String itemPath = under(key) + "[" + sections.size() + "]";
        Section section = new Section(file, itemPath, item, problems);
        if (!(item instanceof Node.Mapping)) {
          section.note("", item.shown(), legal);
        }
        sections.add(section);
      }
    } else if (!value.isAbsent()) {
      note(key, value.shown(), "a list; each item " + legal);
    }
    return sections;
  }

  /** Says that settings are known though nothing reads them now. */
  public void expect(String... keys) {
    asked.addAll(List.of(keys));
  }

  /** Whether anything stands there; null is nothing. */
  public boolean has(String key) {
    return !node(key).isAbsent();
  }

  public boolean isMapping() {
    return node instanceof Node.Mapping;
  }

  public List<String> keys() {
    return node instanceof Node.Mapping mapping
        ? List.copyOf(mapping.members().keySet())
        : List.of();
  }

  public void note(String key, String value, String legal) {
    int line = key.isEmpty() ? node.line() : node.member(key).line();
    problems.add(new Problem(file, line, under(key), value, legal));
  }

  /** Notes every setting that was never asked for: a misspelt one must not be passed over. */
  public void refuseOthers() {
    for (String key : keys()) {
      if (!asked.contains(key)) {
        note(key, "unknown setting", String.join(", ", new TreeSet<>(asked)));
      }
    }
  }

  private Node node(String key) {
    asked.add(key);
    return node.member(key);
  }

  private String under(String key) {
    return path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
  }

  private static <T> T parsed(String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }
}
