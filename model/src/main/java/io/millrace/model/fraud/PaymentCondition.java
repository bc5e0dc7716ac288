package io.millrace.model.fraud;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a step of a sequence asks of a payment; all of it must hold. What is unknown never does.
 *
 * @param above the amount in the base currency is more, in ten-thousandths; null for any
 * @param below the amount in the base currency is less, in ten-thousandths; null for any
 * @param texts one of these, for each attribute that is named
 */
public record PaymentCondition(Long above, Long below, Map<PaymentAttribute, Set<String>> texts) {

  public PaymentCondition {
    Map<PaymentAttribute, Set<String>> copy = new LinkedHashMap<>();
    // not Set.copyOf, whose order differs from process to process
    texts.forEach((attribute, values) -> copy.put(attribute, new LinkedHashSet<>(values)));
    texts = copy;
  }

  /**
   * Whether that payment fits.
   *
   * @param base its amount in the base currency, or {@link Amounts#UNKNOWN}
   */
  boolean holds(Payment payment, long base) {
    if ((above != null || below != null) && base == Amounts.UNKNOWN) {
      return false;
    }
    if ((above != null && base <= above) || (below != null && base >= below)) {
      return false;
    }
    return texts.isEmpty() || textsHold(payment);
  }

  private boolean textsHold(Payment payment) {
    for (Map.Entry<PaymentAttribute, Set<String>> asked : texts.entrySet()) {
      String text = asked.getKey().of(payment);
      if (text == null || !asked.getValue().contains(text)) {
        return false;
      }
    }
    return true;
  }

  /** The same for conditions that ask the same. */
  String shape() {
    return above
        + "<"
        + below
        + texts.entrySet().stream()
            .map(e -> e.getKey().key() + e.getValue())
            .sorted()
            .collect(Collectors.joining());
  }
}
