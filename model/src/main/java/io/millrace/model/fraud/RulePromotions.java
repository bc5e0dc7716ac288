package io.millrace.model.fraud;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What promotions come to, taken in the order of their topic; so whoever reads the same ones has
 * the same rules in effect, whoever wrote them at once. For one thread.
 */
public final class RulePromotions {

  private final Map<String, String> yamlByVersion = new HashMap<>();
  private RulePromotion current;

  /**
   * Takes the next one. It counts unless another was there before a host's own rules, or its
   * version was promoted with another text; what is in effect already stays so since then.
   *
   * @return whether another set is in effect now
   */
  public boolean take(RulePromotion next) {
    if (current != null && next.kind() == RulePromotion.Kind.FIRST) {
      return false;
    }
    String before = yamlByVersion.putIfAbsent(next.version(), next.yaml());
    boolean isOtherText = before != null && !before.equals(next.yaml());
    if (isOtherText || (current != null && current.version().equals(next.version()))) {
      return false;
    }
    current = next;
    return true;
  }

  /** The one in effect; empty when none was ever promoted. */
  public Optional<RulePromotion> current() {
    return Optional.ofNullable(current);
  }

  /** The text that was promoted under that version first; empty when none was. */
  public Optional<String> yaml(String version) {
    return Optional.ofNullable(yamlByVersion.get(version));
  }
}
