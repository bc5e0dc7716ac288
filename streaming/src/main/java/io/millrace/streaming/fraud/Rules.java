package io.millrace.streaming.fraud;

import io.millrace.model.fraud.InvalidRuleSetException;
import io.millrace.model.fraud.RuleSet;
import java.io.Serializable;

/**
 * The rules as they were declared, on their way to the tasks.
 *
 * @param file what messages name as the file
 * @param yaml its text
 */
record Rules(String file, String yaml) implements Serializable {

  /**
   * The rules.
   *
   * @throws InvalidRuleSetException naming every problem
   */
  RuleSet parse() {
    return RuleSet.parse(file, yaml);
  }
}
