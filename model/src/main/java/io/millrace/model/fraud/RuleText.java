package io.millrace.model.fraud;

import io.millrace.model.declaration.DeclarationFile;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rules as they were declared, which is how they travel.
 *
 * @param file what messages name as the file
 * @param yaml its text
 */
public record RuleText(String file, String yaml) implements Serializable {
  private static final Pattern VERSION = Pattern.compile("(?m)^version:[ \\t]*[^#\\s]+");

  /**
   * Reads the text of a file; whether it is good is not looked at.
   *
   * @throws InvalidRuleSetException when there is no such file, or it is no text
   */
  public static RuleText load(Path file) throws InvalidRuleSetException {
    return new RuleText(
        DeclarationFile.name(file),
        DeclarationFile.text(
            file, "a text file in UTF-8 with version and rules", InvalidRuleSetException::new));
  }

  /**
   * The same file with another version and with that model, switched on, in its section of it,
   * whether it had one or not; all else stays as it is written, ends of lines too.
   *
   * @throws InvalidRuleSetException naming every problem of what comes out
   * @throws IllegalArgumentException when the file is written so that this cannot be done
   */
  public RuleText with(String version, FraudModel model) throws InvalidRuleSetException {
    String text =
        VERSION
            .matcher(withoutModel() + "\n\n" + model.yaml())
            .replaceFirst("version: " + Matcher.quoteReplacement(version));
    RuleText next = new RuleText(file, yaml.contains("\r\n") ? text.replace("\n", "\r\n") : text);
    RuleSet rules = next.parse();
    if (!rules.version().equals(version) || !rules.model().equals(Optional.of(model))) {
      throw new IllegalArgumentException(
          "%s does not begin a line with version: and another with rules:, so no model can be written into it; write each setting on a line of its own"
              .formatted(file));
    }
    return next;
  }

  /**
   * The rules.
   *
   * @throws InvalidRuleSetException naming every problem
   */
  public RuleSet parse() throws InvalidRuleSetException {
    return RuleSet.parse(file, yaml);
  }

  /**
   * The model that is declared, switched on or off; empty where there is none.
   *
   * @throws InvalidRuleSetException naming every problem
   */
  public Optional<FraudModel> declaredModel() throws InvalidRuleSetException {
    RuleSetReader reader = new RuleSetReader(file);
    reader.read(yaml);
    return reader.declaredModel();
  }

  /**
   * Without the line that begins the section of the model, and all that is indented below it;
   * comments that are not belong to what stands behind them.
   */
  private String withoutModel() {
    StringBuilder kept = new StringBuilder();
    StringBuilder comments = new StringBuilder();
    boolean isModel = false;
    for (String line : yaml.lines().toList()) {
      if (line.startsWith("#") || (line.isBlank() && !comments.isEmpty())) {
        comments.append(line).append('\n');
      } else if (!line.isBlank() || !isModel) {
        boolean isIndented = !line.isBlank() && Character.isWhitespace(line.charAt(0));
        boolean wasModel = isModel;
        isModel = line.startsWith("model:") || (isModel && isIndented);
        if (!wasModel || !isModel) {
          kept.append(comments);
        }
        comments.setLength(0);
        if (!isModel) {
          kept.append(line).append('\n');
        }
      }
    }
    return kept.append(comments).toString().stripTrailing();
  }
}
