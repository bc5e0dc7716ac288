package io.millrace.ingest.mapping;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a JSON object into the texts of certain members. A member of a nested object is named by its
 * path with dots between; what no column names is passed over. For one thread.
 */
final class JsonMembers {
  private static final int DEEPEST_NESTING = 200;
  private static final int LONGEST_DETAIL = 100;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST_NESTING)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          // Names come from outside: interning each unknown one would grow the JVM's own table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();
  private final Map<String, Integer> positions = new HashMap<>();
  private final Set<String> above = new HashSet<>();
  private final boolean[] seen;

  /**
   * @param columns names or paths of members, each once
   */
  JsonMembers(List<String> columns) {
    for (String column : columns) {
      positions.put(column, positions.size());
      for (int dot = column.indexOf('.'); dot >= 0; dot = column.indexOf('.', dot + 1)) {
        above.add(column.substring(0, dot));
      }
    }
    this.seen = new boolean[positions.size()];
  }

  /** The members' texts in the order of the columns; null where absent or null. */
  String[] cut(String text) throws MalformedLineException {
    String[] values = new String[seen.length];
    Arrays.fill(seen, false);
    try (JsonParser in = json.createParser(text)) {
      JsonToken first = in.nextToken();
      if (first != JsonToken.START_OBJECT) {
        throw new MalformedLineException("a JSON object is expected, not " + first);
      }
      members(in, "", values);
      if (in.nextToken() != null) {
        throw new MalformedLineException("text after the JSON object");
      }
      return values;
    } catch (JsonProcessingException e) {
      String why = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
      throw new MalformedLineException(
          "no JSON: " + why.substring(0, Math.min(LONGEST_DETAIL, why.length())));
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from text cannot fail.", e);
    }
  }

  private void members(JsonParser in, String prefix, String[] values)
      throws IOException, MalformedLineException {
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      String path = prefix.isEmpty() ? name : prefix + name;
      JsonToken token = in.nextToken();
      Integer position = positions.get(path);
      if (position != null) {
        take(in, token, path, position, values);
      } else if (token == JsonToken.START_OBJECT && above.contains(path)) {
        members(in, path + ".", values);
      } else {
        in.skipChildren();
      }
    }
  }

  private void take(JsonParser in, JsonToken token, String path, int position, String[] values)
      throws IOException, MalformedLineException {
    if (seen[position]) {
      throw new MalformedLineException("the member " + path + " occurs twice");
    }
    seen[position] = true;
    if (token.isStructStart()) {
      String kind = token == JsonToken.START_OBJECT ? "an object" : "a list";
      throw new MalformedLineException(
          "the member " + path + " is " + kind + " where a value belongs");
    }
    values[position] = token == JsonToken.VALUE_NULL ? null : in.getText();
  }
}
