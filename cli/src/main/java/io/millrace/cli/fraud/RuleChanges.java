package io.millrace.cli.fraud;

import io.millrace.cli.Words;
import io.millrace.model.fraud.ListEntry;
import io.millrace.model.fraud.RiskLevels;
import io.millrace.model.fraud.RuleChange;
import io.millrace.model.fraud.RuleSet;
import java.util.ArrayList;
import java.util.List;

/** What changes when one rule set follows another, for people. */
final class RuleChanges {

  private RuleChanges() {}

  /** A line each. */
  static List<String> lines(RuleSet before, RuleSet after) {
    List<String> lines = new ArrayList<>();
    int same = 0;
    for (RuleChange change : RuleChange.between(before, after)) {
      if (change.kind() == RuleChange.Kind.SAME) {
        same++;
      } else {
        lines.add("%s: %s%s".formatted(change.rule(), kind(change), memory(change)));
      }
    }
    if (same > 0) {
      lines.add(Words.count(same, "rule") + " as before, with what is remembered");
    }
    difference(lines, "levels", levels(before.levels()), levels(after.levels()));
    difference(lines, "duplicate_horizon", before.duplicateHorizon(), after.duplicateHorizon());
    difference(lines, "allowed_lateness", before.allowedLateness(), after.allowedLateness());
    difference(lines, "history_half_life", before.historyHalfLife(), after.historyHalfLife());
    currencies(lines, before, after);
    lists(lines, before.lists(), after.lists());
    return lines;
  }

  private static String kind(RuleChange change) {
    return switch (change.kind()) {
      case ADDED -> "added";
      case REMOVED -> "removed";
      case CHANGED -> "changed";
      case SAME -> "as before";
    };
  }

  private static String memory(RuleChange change) {
    return switch (change.memory()) {
      case KEPT -> ", goes on with what it remembers of accounts";
      case BEGINS_ANEW -> ", begins with no memory of any account";
      case FORGOTTEN -> ", what it remembered of accounts is lost";
      case NONE -> ", remembers nothing by itself";
    };
  }

  private static String levels(RiskLevels levels) {
    return "%d, %d, %d".formatted(levels.medium(), levels.high(), levels.critical());
  }

  private static void difference(List<String> lines, String setting, Object was, Object is) {
    if (!was.equals(is)) {
      lines.add("%s: %s, was %s".formatted(setting, is, was));
    }
  }

  private static void currencies(List<String> lines, RuleSet before, RuleSet after) {
    String was = before.currencies().base();
    String is = after.currencies().base();
    if (!was.equals(is)) {
      lines.add(
          "base_currency: %s, was %s; amounts that are remembered are taken as %s, so better begin anew"
              .formatted(is, was, is));
    } else if (!before.currencies().equals(after.currencies())) {
      lines.add("rates: changed; amounts that are remembered stay as they were converted");
    }
  }

  private static void lists(List<String> lines, List<ListEntry> before, List<ListEntry> after) {
    long added = after.stream().filter(entry -> !before.contains(entry)).count();
    long removed = before.stream().filter(entry -> !after.contains(entry)).count();
    if (added + removed > 0) {
      lines.add("lists: %s added, %s removed".formatted(Words.count(added), Words.count(removed)));
    }
  }
}
