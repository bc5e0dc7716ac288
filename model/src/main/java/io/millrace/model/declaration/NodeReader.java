package io.millrace.model.declaration;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads the text of a declaration into {@link Node}s. Keys that occur twice and aliases are noted,
 * since either would be passed over or mean something else than what is seen.
 */
public final class NodeReader {
  private static final int DEEPEST_NESTING = 100;

  private final String file;
  private final List<Problem> problems;
  private int depth;

  /**
   * @param file how messages name the text
   * @param problems takes what is wrong
   */
  public NodeReader(String file, List<Problem> problems) {
    this.file = file;
    this.problems = problems;
  }

  /** The text's only value, or null when it is no YAML, which has been noted. */
  public Node yaml(String text) {
    return read(new YAMLFactory(), text, "YAML");
  }

  /** The text's only value, or null when it is no JSON, which has been noted. */
  public Node json(String text) {
    return read(new JsonFactory(), text, "an Avro schema in JSON");
  }

  private Node read(JsonFactory format, String text, String legal) {
    depth = 0;
    try (JsonParser in = format.createParser(text)) {
      Node node = in.nextToken() == null ? new Node.Missing(0) : value(in, "", line(in));
      if (in.nextToken() != null) {
        note(line(in), "", "text after the end", legal + ", once");
        return null;
      }
      return node;
    } catch (JsonProcessingException e) {
      note(e, legal);
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException("Reading a text cannot fail.", e);
    }
  }

  private Node value(JsonParser in, String path, int line) throws IOException {
    // the parser of YAML has no limit of its own, and reading goes as deep as the text
    if (depth == DEEPEST_NESTING) {
      throw new JsonParseException(in, "nested deeper than " + DEEPEST_NESTING + " levels");
    }
    depth++;
    Node value =
        switch (in.currentToken()) {
          case START_OBJECT -> mapping(in, path, line);
          case START_ARRAY -> items(in, path, line);
          case VALUE_NULL -> new Node.Null(line);
          default -> scalar(in, path, line);
        };
    depth--;
    return value;
  }

  private Node scalar(JsonParser in, String path, int line) throws IOException {
    if (in instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      note(line, path, "*" + in.getText(), "the value itself instead of an alias");
    }
    return new Node.Scalar(line, in.getText());
  }

  private Node items(JsonParser in, String path, int line) throws IOException {
    List<Node> items = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(in, path + "[" + items.size() + "]", line(in)));
    }
    return new Node.Items(line, items);
  }

  private Node mapping(JsonParser in, String path, int line) throws IOException {
    Map<String, Node> members = new LinkedHashMap<>();
    while (in.nextToken() != JsonToken.END_OBJECT) {
      String key = in.getCurrentName();
      int keyLine = line(in);
      in.nextToken();
      String under = path.isEmpty() ? key : path + "." + key;
      if (members.putIfAbsent(key, value(in, under, keyLine)) != null) {
        note(keyLine, under, "occurs twice", "each key once");
      }
    }
    return new Node.Mapping(line, members);
  }

  private static int line(JsonParser in) {
    return Math.max(0, in.getTokenLocation().getLineNr());
  }

  private void note(JsonProcessingException e, String legal) {
    if (e.getCause() instanceof MarkedYAMLException yaml && yaml.getProblemMark() != null) {
      note(yaml.getProblemMark().getLine() + 1, "", yaml.getProblem(), legal);
    } else {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      note(line, "", e.getOriginalMessage().lines().findFirst().orElse("unreadable"), legal);
    }
  }

  private void note(int line, String path, String value, String legal) {
    problems.add(new Problem(file, line, path, value, legal));
  }
}
