package io.millrace.model.declaration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;

/** Declarations as people write them, for where {@link JsonNodes} reads them. */
public final class YamlAsJson {

  private YamlAsJson() {}

  /**
   * The same declaration in JSON.
   *
   * @param yaml one that has been read, and is good
   */
  public static String of(String yaml) {
    try {
      return new ObjectMapper(new YAMLFactory()).readTree(yaml).toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was read a moment ago", e);
    }
  }
}
