package io.millrace.model.quality;

import io.millrace.model.declaration.YamlAsJson;

/** The declarations of quality checks as people write them. */
public final class QualityYaml {

  private QualityYaml() {}

  /**
   * The same declarations in JSON, for {@link QualityJson#read}.
   *
   * @param file what messages name as the file
   * @throws InvalidQualityException when anything is wrong
   */
  public static String asJson(String file, String yaml) throws InvalidQualityException {
    Quality.parse(file, yaml);
    return YamlAsJson.of(yaml);
  }
}
