package io.millrace.model.retention;

import io.millrace.model.declaration.Node;
import io.millrace.model.declaration.NodeReader;
import io.millrace.model.declaration.Problem;
import io.millrace.model.declaration.YamlAsJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The two files of retention as people write them: how long tables are kept, and what is held.
 *
 * @param rules what they say
 * @param keepTimesJson the one in JSON, for {@link RetentionJson}
 * @param holdsJson the other
 */
public record RetentionYaml(RetentionRules rules, String keepTimesJson, String holdsJson) {

  /**
   * Reads both.
   *
   * @throws InvalidRetentionException naming all that is wrong with either, or that one is missing
   */
  public static RetentionYaml load(Path keepTimes, Path holds) throws InvalidRetentionException {
    List<Problem> problems = new ArrayList<>();
    RetentionReader reader = new RetentionReader(problems);
    String keepText = text(keepTimes, "the mappings zones, tables", problems);
    String holdText = text(holds, "the list holds, empty if nothing is held", problems);
    KeepTimes times = reader.keepTimes(name(keepTimes), node(keepTimes, keepText, problems));
    List<LegalHold> held = reader.holds(name(holds), node(holds, holdText, problems));
    if (!problems.isEmpty()) {
      throw new InvalidRetentionException(problems);
    }
    return new RetentionYaml(
        new RetentionRules(times, held), YamlAsJson.of(keepText), YamlAsJson.of(holdText));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Node node(Path file, String text, List<Problem> problems) {
    return text == null ? null : new NodeReader(name(file), problems).yaml(text);
  }

  /** The text, or null when it cannot be read, which has been noted. */
  private static String text(Path file, String legal, List<Problem> problems) {
    String what;
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      what = "missing";
    } catch (CharacterCodingException e) {
      what = "not UTF-8";
    } catch (IOException e) {
      what = "unreadable: " + e.getMessage();
    }
    problems.add(new Problem(file.toString(), "", what, "a text file in UTF-8 with " + legal));
    return null;
  }
}
