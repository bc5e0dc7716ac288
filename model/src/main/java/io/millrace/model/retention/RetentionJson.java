package io.millrace.model.retention;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.model.declaration.JsonNodes;
import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The two files of retention in JSON, for programs that run where there is nothing that reads YAML,
 * such as a launcher of Oozie. {@link RetentionYaml} makes them.
 */
public final class RetentionJson {

  /** What the one is called that says how long tables are kept. */
  public static final String KEEP_TIMES = "retention.json";

  /** What the one is called that says what is held. */
  public static final String HOLDS = "legal-hold.json";

  private RetentionJson() {}

  /**
   * Reads both.
   *
   * @throws InvalidRetentionException when anything is wrong with either
   */
  public static RetentionRules read(String keepTimes, String holds)
      throws InvalidRetentionException {
    List<Problem> problems = new ArrayList<>();
    RetentionReader reader = new RetentionReader(problems);
    KeepTimes times = reader.keepTimes(KEEP_TIMES, node(KEEP_TIMES, keepTimes, problems));
    List<LegalHold> held = reader.holds(HOLDS, node(HOLDS, holds, problems));
    if (!problems.isEmpty()) {
      throw new InvalidRetentionException(problems);
    }
    return new RetentionRules(times, held);
  }

  private static Node node(String file, String json, List<Problem> problems) {
    try {
      return JsonNodes.read(json);
    } catch (JsonProcessingException e) {
      problems.add(new Problem(file, "", e.getOriginalMessage(), "JSON"));
      return null;
    }
  }
}
