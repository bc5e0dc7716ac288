package io.millrace.model.streaming;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The texts of a YAML file of settings by their paths. */
public final class SettingsFile {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private SettingsFile() {}

  /**
   * Reads what is set; a section whose every setting is commented out sets nothing.
   *
   * @throws InvalidStreamingSettingsException if it is no YAML, or holds a list
   */
  public static Map<String, String> values(String yaml) {
    Map<String, String> values = new TreeMap<>();
    try {
      JsonNode root = YAML.readTree(yaml);
      if (!root.isObject() && !root.isMissingNode() && !root.isNull()) {
        throw invalid("the file is no mapping; legal: a mapping of settings");
      }
      add("", root, values);
    } catch (JsonProcessingException e) {
      String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
      throw invalid(
          line
              + e.getOriginalMessage().lines().findFirst().orElse("unreadable")
              + "; legal: YAML without duplicate keys");
    }
    return values;
  }

  private static void add(String path, JsonNode node, Map<String, String> values) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              member ->
                  add(
                      path.isEmpty() ? member.getKey() : path + "." + member.getKey(),
                      member.getValue(),
                      values));
    } else if (node.isArray()) {
      throw invalid(path + " is a list; legal: a single value");
    } else if (!node.isMissingNode() && !node.isNull()) {
      values.put(path, node.asText());
    }
  }

  private static InvalidStreamingSettingsException invalid(String problem) {
    return new InvalidStreamingSettingsException(List.of(problem));
  }
}
