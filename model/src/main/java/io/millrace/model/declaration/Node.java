package io.millrace.model.declaration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in the text of a declaration, YAML or JSON, with the line that it begins in. */
public sealed interface Node {
  /** From 1 on. */
  int line();

  /** How a message names the value. */
  String shown();

  /** The value under that key; {@link Missing} where there is none, or this is no mapping. */
  default Node member(String key) {
    return new Missing(line());
  }

  /** Whether a setting that reads it takes its default. */
  default boolean isAbsent() {
    return false;
  }

  /** Nothing stands there; its line is that of what it is missing in. */
  record Missing(int line) implements Node {
    @Override
    public String shown() {
      return "missing";
    }

    @Override
    public boolean isAbsent() {
      return true;
    }
  }

  /** The word null, or nothing after a key. */
  record Null(int line) implements Node {
    @Override
    public String shown() {
      return "null";
    }

    @Override
    public boolean isAbsent() {
      return true;
    }
  }

  /** A text, number or boolean, as it was written. */
  record Scalar(int line, String text) implements Node {
    @Override
    public String shown() {
      return text;
    }
  }

  /** Values in order. */
  record Items(int line, List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String shown() {
      return "a list";
    }
  }

  /** Values by key, in order; the line of each is its key's. */
  record Mapping(int line, Map<String, Node> members) implements Node {
    public Mapping {
      members = new LinkedHashMap<>(members);
    }

    @Override
    public String shown() {
      return "a mapping";
    }

    @Override
    public Node member(String key) {
      return members.getOrDefault(key, new Missing(line));
    }
  }
}
