package io.millrace.model.declaration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Declarations in JSON, for programs that run where there is nothing that reads YAML, such as a
 * launcher of Oozie. {@link YamlAsJson} makes it.
 */
public final class JsonNodes {

  private JsonNodes() {}

  /**
   * Reads a declaration. All of it is in line 0, as no line is worth telling of what nobody has
   * written.
   *
   * @throws JsonProcessingException when it is no JSON
   */
  public static Node read(String json) throws JsonProcessingException {
    return node(new ObjectMapper().readTree(json));
  }

  private static Node node(JsonNode json) {
    if (json.isObject()) {
      Map<String, Node> members = new LinkedHashMap<>();
      json.fields().forEachRemaining(field -> members.put(field.getKey(), node(field.getValue())));
      return new Node.Mapping(0, members);
    }
    if (json.isArray()) {
      List<Node> items = new ArrayList<>();
      json.forEach(item -> items.add(node(item)));
      return new Node.Items(0, items);
    }
    return switch (json.getNodeType()) {
      case MISSING -> new Node.Missing(0);
      case NULL -> new Node.Null(0);
      default -> new Node.Scalar(0, json.asText());
    };
  }
}
