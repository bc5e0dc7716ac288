package io.millrace.ingest.collect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A YAML file of settings, read one by one by their paths. A wrong one is noted and its default
 * taken, so that all are found at once.
 */
final class SettingsText {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private final List<String> problems = new ArrayList<>();
  private final Set<String> asked = new TreeSet<>();
  private final JsonNode root;

  SettingsText(Path file) {
    root = parse(file);
  }

  private JsonNode parse(Path file) {
    try {
      JsonNode node = YAML.readTree(Files.readString(file));
      if (node.isObject() || node.isMissingNode() || node.isNull()) {
        return node;
      }
      problems.add("no mapping; legal: a mapping of settings");
    } catch (JsonProcessingException e) {
      String what = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      problems.add(where + what + "; legal: YAML without duplicate keys");
    } catch (IOException e) {
      problems.add("it cannot be read; legal: a text file in UTF-8");
    }
    return MissingNode.getInstance();
  }

  /** What is wrong so far. */
  List<String> problems() {
    return problems;
  }

  void note(String path, String value, String legal) {
    problems.add(path + " is " + value + "; legal: " + legal);
  }

  /** The setting read by a function that gives null, or throws, for what is not legal. */
  <T> T read(String path, T whenAbsent, String legal, Function<String, T> reading) {
    JsonNode node = node(path);
    if (node.isMissingNode() || node.isNull()) {
      return whenAbsent;
    }
    T value = null;
    if (node.isValueNode()) {
      try {
        value = reading.apply(node.asText());
      } catch (IllegalArgumentException | DateTimeException e) {
        // noted below, as any other value that is not legal
      }
    }
    if (value == null) {
      note(path, node.isValueNode() ? node.asText() : "no single value", legal);
      return whenAbsent;
    }
    return value;
  }

  int count(String path, int whenAbsent, int least, int most) {
    String legal = "a whole number from " + least + " to " + most;
    return read(
        path,
        whenAbsent,
        legal,
        text -> {
          int value = Integer.parseInt(text);
          return value >= least && value <= most ? (Integer) value : null;
        });
  }

  long bytes(String path, long whenAbsent, long least, long most) {
    String legal = "a size such as 512KiB, 2MiB or 1GiB, from " + least + "B to " + most + "B";
    return read(
        path,
        whenAbsent,
        legal,
        text -> {
          Matcher size = SIZE.matcher(text);
          if (!size.matches()) {
            return null;
          }
          long bytes = Long.parseLong(size.group(1)) * unit(size.group(2));
          return bytes >= least && bytes <= most ? (Long) bytes : null;
        });
  }

  private static long unit(String name) {
    return switch (name) {
      case "KiB" -> 1L << 10;
      case "MiB" -> 1L << 20;
      case "GiB" -> 1L << 30;
      default -> 1;
    };
  }

  Duration time(String path, Duration whenAbsent, Duration least, Duration most) {
    String legal = "an ISO-8601 duration from " + least + " to " + most + ", such as PT10S";
    return read(
        path,
        whenAbsent,
        legal,
        text -> {
          Duration time = Duration.parse(text);
          return time.compareTo(least) >= 0 && time.compareTo(most) <= 0 ? time : null;
        });
  }

  /** A list, or a single value; those that are not legal are noted and left out. */
  <T> List<T> list(String path, String legal, Function<String, T> reading) {
    List<T> values = new ArrayList<>();
    JsonNode node = node(path);
    if (node.isMissingNode() || node.isNull()) {
      return values;
    }
    for (JsonNode item : node.isArray() ? node : List.of(node)) {
      T value = null;
      try {
        value = item.isValueNode() ? reading.apply(item.asText()) : null;
      } catch (IllegalArgumentException e) {
        // noted below
      }
      if (value == null) {
        note(path, item.isValueNode() ? item.asText() : "no list of values", legal);
      } else {
        values.add(value);
      }
    }
    return values;
  }

  private JsonNode node(String path) {
    asked.add(path);
    return root.at("/" + path.replace('.', '/'));
  }

  /** Notes every setting that was never asked for: a misspelt one must not be passed over. */
  void refuseOthers() {
    refuseOthers("", root);
  }

  private void refuseOthers(String path, JsonNode node) {
    node.fields()
        .forEachRemaining(
            member -> {
              String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
              boolean holdsKnown = asked.stream().anyMatch(known -> known.startsWith(name + "."));
              if (holdsKnown && member.getValue().isObject()) {
                refuseOthers(name, member.getValue());
              } else if (holdsKnown && member.getValue().isNull()) {
                return; // a section whose every setting is commented out
              } else if (!asked.contains(name)) {
                note(name, "no setting", String.join(", ", asked));
              }
            });
  }
}
