package io.millrace.acceptance.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What happened, by kind of fault, and what was wrong. */
final class FaultReport {

  private final Map<String, List<Duration>> recovered = new TreeMap<>();
  private final Map<String, Integer> notReached = new TreeMap<>();
  private final Map<String, Integer> wrongByKind = new TreeMap<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> facts = new ArrayList<>();

  /** Landing went on after that long. */
  void recovered(Fault fault, Duration after) {
    recovered.computeIfAbsent(fault.kind(), kind -> new ArrayList<>()).add(after);
  }

  /** The driver never came to the fault's point. */
  void notReached(Fault fault) {
    notReached.merge(fault.kind(), 1, Integer::sum);
  }

  void wrong(Fault fault, String what) {
    wrongByKind.merge(fault.kind(), 1, Integer::sum);
    wrong.add(fault.kind() + ": " + what);
  }

  void wrong(String what) {
    wrong.add(what);
  }

  void fact(String fact) {
    facts.add(fact);
  }

  /** All that was wrong; nothing after a good run. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  int injected() {
    return recovered.values().stream().mapToInt(List::size).sum();
  }

  /** The table, the facts and what was wrong, a line each. */
  List<String> lines() {
    TreeMap<String, Integer> kinds = new TreeMap<>();
    recovered.forEach((kind, times) -> kinds.merge(kind, times.size(), Integer::sum));
    notReached.forEach((kind, times) -> kinds.merge(kind, 0, Integer::sum));
    wrongByKind.forEach((kind, times) -> kinds.merge(kind, times, Integer::sum));
    int width = kinds.keySet().stream().mapToInt(String::length).max().orElse(0);
    String format = "%-" + Math.max(width, 10) + "s  %8s  %11s  %11s  %8s  %s";
    List<String> lines = new ArrayList<>();
    lines.add(
        format.formatted("FAULT", "INJECTED", "NOT REACHED", "MEDIAN S", "MOST S", "VERDICT"));
    kinds.forEach(
        (kind, times) -> {
          List<Duration> took = recovered.getOrDefault(kind, List.of()).stream().sorted().toList();
          lines.add(
              format.formatted(
                  kind,
                  times,
                  notReached.getOrDefault(kind, 0),
                  took.isEmpty() ? "-" : seconds(took.get(took.size() / 2)),
                  took.isEmpty() ? "-" : seconds(took.get(took.size() - 1)),
                  wrongByKind.containsKey(kind) ? "WRONG" : took.isEmpty() ? "-" : "ok"));
        });
    lines.addAll(facts);
    wrong.forEach(what -> lines.add("WRONG  " + what));
    return lines;
  }

  static String seconds(Duration duration) {
    return "%.1f".formatted(duration.toMillis() / 1000.0);
  }
}
