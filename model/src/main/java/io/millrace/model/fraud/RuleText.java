package io.millrace.model.fraud;

import io.millrace.model.declaration.DeclarationFile;
import java.io.Serializable;
import java.nio.file.Path;

/**
 * Rules as they were declared, which is how they travel.
 *
 * @param file what messages name as the file
 * @param yaml its text
 */
public record RuleText(String file, String yaml) implements Serializable {

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
   * The rules.
   *
   * @throws InvalidRuleSetException naming every problem
   */
  public RuleSet parse() throws InvalidRuleSetException {
    return RuleSet.parse(file, yaml);
  }
}
