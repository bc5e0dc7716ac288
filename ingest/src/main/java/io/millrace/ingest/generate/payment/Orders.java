package io.millrace.ingest.generate.payment;

import java.util.Arrays;
import java.util.List;

/** Whether payments are of orders, and so what kinds of fraud there can be. */
public enum Orders {
  /** No payment is of an order. */
  NONE,
  /**
   * Each payment on the web is of an order, for which its user viewed pages: those that a {@link
   * BrowsingGenerator} makes of the same payments.
   */
  BROWSED;

  /** The kinds of fraud that there can be, in their order. */
  List<FraudKind> kinds() {
    return Arrays.stream(FraudKind.values())
        .filter(kind -> this == BROWSED || kind != FraudKind.NO_BROWSING)
        .toList();
  }
}
