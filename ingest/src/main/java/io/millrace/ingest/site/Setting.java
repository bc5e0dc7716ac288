package io.millrace.ingest.site;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.model.declaration.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * One mapping of the sites' description, read setting by setting. What is wrong is noted in the
 * shared list and read as something harmless, so that reading goes on and all problems are found at
 * once.
 */
final class Setting {
  private static final String WEIGHTS = "a mapping of names to weights, not negative and not all 0";

  private final String file;
  private final String path;
  private final JsonNode node;
  private final List<Problem> problems;
  private final Set<String> asked = new LinkedHashSet<>();

  private Setting(String file, String path, JsonNode node, List<Problem> problems) {
    this.file = file;
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /** The whole file; empty, with the problem noted, when the text is no YAML mapping. */
  static Setting root(String file, String text, List<Problem> problems) {
    JsonNode node = MissingNode.getInstance();
    try {
      node =
          YAMLMapper.builder()
              .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
              .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .build()
              .readTree(text);
      if (!node.isObject()) {
        problems.add(new Problem(file, 0, "", "no mapping", "a mapping of settings"));
      }
    } catch (JsonProcessingException e) {
      String where = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
      String what = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
      problems.add(new Problem(file, 0, where, what, "YAML without duplicate keys"));
    }
    return new Setting(file, "", node, problems);
  }

  /** Nothing stands here; that has been noted where it matters. */
  boolean isEmpty() {
    return !node.isObject();
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  boolean has(String key) {
    return !node(key).isMissingNode();
  }

  /** A text that must be there; empty when it is not. */
  String text(String key, String legal) {
    JsonNode value = node(key);
    if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
      return value.asText();
    }
    note(key, shown(value), legal);
    return "";
  }

  /** A text read by a function that throws {@link IllegalArgumentException} for what is illegal. */
  <T> T read(String key, T otherwise, String legal, Function<String, T> reading) {
    String text = text(key, legal);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return reading.apply(text);
    } catch (IllegalArgumentException e) {
      note(key, text, legal);
      return otherwise;
    }
  }

  /** A number that must be there; the least one when it is not. */
  double number(String key, double least, double greatest) {
    JsonNode value = node(key);
    if (value.isNumber() && value.asDouble() >= least && value.asDouble() <= greatest) {
      return value.asDouble();
    }
    note(key, shown(value), "a number from " + least + " to " + greatest);
    return least;
  }

  /** A whole number that must be there; the least one when it is not. */
  int count(String key, int least, int greatest) {
    JsonNode value = node(key);
    if (value.isInt() && value.asInt() >= least && value.asInt() <= greatest) {
      return value.asInt();
    }
    note(key, shown(value), "a whole number from " + least + " to " + greatest);
    return least;
  }

  LogNormal logNormal(String key) {
    Setting setting = child(key);
    LogNormal logNormal =
        setting.isEmpty()
            ? new LogNormal(1, 0)
            : new LogNormal(setting.number("median", 0.01, 1e9), setting.number("spread", 0, 3));
    setting.refuseOthers();
    return logNormal;
  }

  /** One or more different texts. */
  List<String> texts(String key, String legal) {
    JsonNode value = node(key);
    Set<String> texts = new LinkedHashSet<>();
    boolean legalSoFar = value.isArray() && !value.isEmpty();
    for (JsonNode item : value) {
      legalSoFar &= item.isTextual() && texts.add(item.asText());
    }
    if (!legalSoFar) {
      note(key, shown(value), legal);
    }
    return List.copyOf(texts);
  }

  /** Lists of texts; empty where something else stands. */
  List<List<String>> textLists(String key) {
    List<List<String>> lists = new ArrayList<>();
    for (JsonNode list : node(key)) {
      List<String> texts = new ArrayList<>();
      for (JsonNode item : list) {
        if (item.isTextual()) {
          texts.add(item.asText());
        }
      }
      lists.add(texts.size() == list.size() ? texts : List.of());
    }
    return lists;
  }

  /** As many weights as said. */
  List<Double> weights(String key, int size) {
    JsonNode value = node(key);
    List<Double> weights = new ArrayList<>();
    for (JsonNode item : value) {
      weights.add(item.isNumber() && item.asDouble() > 0 ? item.asDouble() : Double.NaN);
    }
    if (!value.isArray() || weights.size() != size || weights.contains(Double.NaN)) {
      note(key, shown(value), "a list of " + size + " positive numbers");
      return Collections.nCopies(size, 1.0);
    }
    return List.copyOf(weights);
  }

  /** Names with weights, in the order of the file. */
  Map<String, Double> weights(String key) {
    Map<String, Double> weights = new LinkedHashMap<>();
    Setting setting = child(key);
    for (String name : setting.keys()) {
      weights.put(name, setting.number(name, 0, 1e9));
    }
    if (!setting.isEmpty() && weights.values().stream().noneMatch(w -> w > 0)) {
      note(key, weights.toString(), WEIGHTS);
    }
    return weights;
  }

  /** The mapping under that key, which must be there. */
  Setting child(String key) {
    JsonNode value = node(key);
    if (!value.isObject()) {
      note(key, shown(value), "a mapping");
    }
    return new Setting(file, under(key), value, problems);
  }

  /** The mappings in the list under that key, of which there must be one at least. */
  List<Setting> children(String key) {
    JsonNode value = node(key);
    List<Setting> children = new ArrayList<>();
    if (!value.isArray() || value.isEmpty()) {
      note(key, shown(value), "a list of mappings");
    }
    for (JsonNode item : value) {
      String name = under(key) + "[" + children.size() + "]";
      if (!item.isObject()) {
        problems.add(new Problem(file, 0, name, shown(item), "a mapping"));
      }
      children.add(new Setting(file, name, item, problems));
    }
    return children;
  }

  void note(String key, String value, String legal) {
    problems.add(new Problem(file, 0, under(key), value, legal));
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
    return path.isEmpty() || key.isEmpty() ? path + key : path + "." + key;
  }

  private static String shown(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "missing";
    }
    return value.isObject() ? "a mapping" : value.isArray() ? value.toString() : value.asText();
  }
}
