package io.millrace.model.fraud;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A declared rule of the second stage: it needs payments of several accounts, or another feed, so
 * it looks at a payment only when all before it is known, and it is no part of the score. Windows
 * are event time and include both their ends.
 */
public sealed interface SecondStageRule {

  /** Digits behind the point of a share. */
  int LIMIT_SCALE = 4;

  /** Unique among all rules of its set. */
  String name();

  /** What its alerts carry. */
  RiskLevel severity();

  /** How long before a payment other records count. */
  Duration within();

  /**
   * The share of a merchant's payments that are refused or flagged rises above the limit.
   *
   * @param limit a share from 0 to less than 1, up to {@value #LIMIT_SCALE} digits after the point
   * @param payments so many in the window at least
   * @param of which payments make the share
   */
  record MerchantBurst(
      String name,
      RiskLevel severity,
      BigDecimal limit,
      int payments,
      Duration within,
      Set<Counted> of)
      implements SecondStageRule {
    public MerchantBurst {
      of = Set.copyOf(of);
    }
  }

  /** A payment of an order, and no page view of the same user in the time before it. */
  record NoBrowsing(String name, RiskLevel severity, Duration within) implements SecondStageRule {}

  /** Which of a merchant's payments are too many. */
  enum Counted {
    /** Its status says so. */
    REFUSED,
    /** The first stage raised an alert on it. */
    FLAGGED;

    /** As declarations and explanations name it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that name; null for any other text. */
    static Counted of(String text) {
      return Arrays.stream(values()).filter(c -> c.text().equals(text)).findFirst().orElse(null);
    }

    static String legal() {
      return Arrays.stream(values()).map(Counted::text).collect(Collectors.joining(", "));
    }
  }
}
