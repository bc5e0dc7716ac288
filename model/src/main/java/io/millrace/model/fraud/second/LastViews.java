package io.millrace.model.fraud.second;

import io.millrace.model.fraud.SecondStageRule;
import io.millrace.model.fraud.Spans;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** When each user viewed a page last. */
final class LastViews {
  private final boolean areAsked;
  private final long span;

  /** Those that viewed longest ago first. */
  private final Map<String, Long> views = new LinkedHashMap<>();

  /**
   * @param rules of which the longest {@code no_browsing} says how long a view is remembered
   */
  LastViews(List<SecondStageRule> rules) {
    List<SecondStageRule> asking =
        rules.stream().filter(SecondStageRule.NoBrowsing.class::isInstance).toList();
    this.areAsked = !asking.isEmpty();
    this.span = asking.stream().mapToLong(rule -> Spans.micros(rule.within())).max().orElse(0);
  }

  boolean areAsked() {
    return areAsked;
  }

  /** Adds a view that is not earlier than those before. */
  void add(String userId, long micros) {
    views.remove(userId);
    views.put(userId, micros);
  }

  /** When that user viewed a page last, if that is not longer ago than any rule asks. */
  OptionalLong of(String userId) {
    Long micros = views.get(userId);
    return micros == null ? OptionalLong.empty() : OptionalLong.of(micros);
  }

  /** No payment before that time comes any more. */
  void forgetBefore(long time) {
    Iterator<Long> longestAgo = views.values().iterator();
    while (longestAgo.hasNext() && longestAgo.next() < time - span) {
      longestAgo.remove();
    }
  }
}
