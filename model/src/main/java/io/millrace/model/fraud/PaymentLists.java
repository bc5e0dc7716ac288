package io.millrace.model.fraud;

import io.millrace.model.record.ValueRange;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the entry that decides about a payment. For any number of threads. */
final class PaymentLists {
  private final List<Index> indexes = new ArrayList<>();

  /**
   * @param entries each value of an attribute at most once in each list
   */
  PaymentLists(List<ListEntry> entries) {
    for (ListKind list : ListKind.values()) {
      Map<PaymentAttribute, Map<String, ListEntry>> byAttribute =
          new EnumMap<>(PaymentAttribute.class);
      for (ListEntry entry : entries) {
        if (entry.list() == list) {
          byAttribute
              .computeIfAbsent(entry.attribute(), a -> new HashMap<>())
              .put(entry.value(), entry);
        }
      }
      byAttribute.forEach((attribute, values) -> indexes.add(new Index(attribute, values)));
    }
  }

  private record Index(PaymentAttribute attribute, Map<String, ListEntry> values) {}

  /** The entry of the list that comes first, among those that the payment is on; else null. */
  ListEntry deciding(Payment payment) {
    for (Index index : indexes) {
      ListEntry entry = index.values().get(index.attribute().of(payment));
      if (entry != null && isValid(entry, payment)) {
        return entry;
      }
    }
    return null;
  }

  private static boolean isValid(ListEntry entry, Payment payment) {
    return entry.until().isEmpty()
        || payment.micros() < ValueRange.micros(entry.until().orElseThrow());
  }
}
