package io.millrace.warehouse.fraud;

import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.InvalidRuleSetException;
import io.millrace.model.fraud.RuleSet;
import io.millrace.warehouse.publish.PublishException;
import io.millrace.warehouse.publish.RefusedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Rules as they are declared, which is how they come to the tasks.
 *
 * @param name of the file, for messages
 * @param yaml good rules
 */
public record RuleFile(String name, String yaml) implements Serializable {

  /**
   * Reads rules.
   *
   * @throws InvalidRuleSetException naming every problem
   */
  public RuleFile {
    RuleSet.parse(name, yaml);
  }

  /**
   * Reads a file of rules.
   *
   * @throws PublishException when there is none
   * @throws InvalidRuleSetException naming every problem
   */
  public static RuleFile read(FileSystem files, Path file) throws IOException, PublishException {
    try (InputStream in = files.open(file)) {
      return new RuleFile(file.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      throw new RefusedException("There is no file %s of fraud rules.".formatted(file), e);
    }
  }

  RuleSet rules() {
    return RuleSet.parse(name, yaml);
  }

  FraudEvaluator evaluator() {
    return new FraudEvaluator(rules());
  }
}
