package io.millrace.model.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.model.declaration.JsonNodes;
import io.millrace.model.declaration.Problem;
import java.util.List;

/**
 * The declarations of quality checks in JSON, for programs that run where there is nothing that
 * reads YAML, such as a launcher of Oozie. {@link QualityYaml} makes it.
 */
public final class QualityJson {

  private QualityJson() {}

  /**
   * Reads them.
   *
   * @param file what messages name as the file
   * @throws InvalidQualityException when anything is wrong
   */
  public static Quality read(String file, String json) throws InvalidQualityException {
    try {
      return new QualityReader(file).read(JsonNodes.read(json));
    } catch (JsonProcessingException e) {
      throw new InvalidQualityException(
          List.of(new Problem(file, "", e.getOriginalMessage(), "JSON")));
    }
  }
}
