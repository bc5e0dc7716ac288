package io.millrace.ingest.fraud.stream;

import io.millrace.model.fraud.FraudOutputs;
import io.millrace.model.fraud.RulePromotion;
import io.millrace.model.fraud.RulePromotions;
import io.millrace.model.fraud.RuleText;
import java.util.function.Consumer;

/**
 * The rules that a host is given. They become the first promotion where there is none; else those
 * promoted last are in effect.
 */
public final class DeclaredRules {

  /** What is done where others are in effect. */
  private enum Otherwise {
    TELL,
    REFUSE
  }

  private final RuleText text;
  private final String version;
  private final Otherwise otherwise;

  private DeclaredRules(RuleText text, Otherwise otherwise) {
    this.text = text;
    this.version = text.parse().version();
    this.otherwise = otherwise;
  }

  /**
   * Where others are in effect, it is told that these are not.
   *
   * @throws io.millrace.model.fraud.InvalidRuleSetException naming every problem
   */
  public static DeclaredRules unlessOthersAreInEffect(RuleText text) {
    return new DeclaredRules(text, Otherwise.TELL);
  }

  /**
   * Where others are in effect, the host is refused.
   *
   * @throws io.millrace.model.fraud.InvalidRuleSetException naming every problem
   */
  public static DeclaredRules theseAlone(RuleText text) {
    return new DeclaredRules(text, Otherwise.REFUSE);
  }

  /**
   * The rules in effect.
   *
   * @throws OtherRulesException when these are asked for alone and are not in effect
   * @throws StreamFailedException when the brokers do not answer
   */
  RulePromotion inEffect(RulesTopic topic, FraudOutputs outputs, Consumer<String> said)
      throws InterruptedException {
    RulePromotions promotions = topic.readToEnd();
    if (promotions.current().isEmpty()) {
      topic.promote(RulePromotion.Kind.FIRST, version, text);
      promotions = topic.readToEnd();
    }
    RulePromotion current = promotions.current().orElseThrow();
    if (!current.yaml().equals(text.yaml())) {
      String others = outputs.otherRules(current, text.file(), version);
      if (otherwise == Otherwise.REFUSE) {
        throw new OtherRulesException(others);
      }
      said.accept(others);
    }
    return current;
  }
}
