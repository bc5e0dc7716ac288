package io.millrace.cli.fraud;

import io.millrace.cli.Words;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.RiskLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what a detection comes to. */
final class DetectionTally {
  private final Map<String, Long> alertsByRule = new TreeMap<>();
  private final Map<RiskLevel, Long> alertedByLevel = new EnumMap<>(RiskLevel.class);
  private final Map<String, Long> secondStageByRule = new TreeMap<>();
  private final LabelComparison labels = new LabelComparison();
  private long payments;
  private long duplicates;
  private long late;
  private long unpriced;
  private long incomplete;
  private long refused;
  private long alerts;

  void count(Evaluation evaluation, Label label) {
    labels.count(evaluation, label);
    payments++;
    duplicates += evaluation.isDuplicate() ? 1 : 0;
    late += evaluation.lateMicros() > 0 ? 1 : 0;
    unpriced += evaluation.isPriced() ? 0 : 1;
    incomplete += evaluation.isComplete() ? 0 : 1;
    if (!evaluation.alerts().isEmpty()) {
      alertedByLevel.merge(evaluation.level(), 1L, Long::sum);
      for (Alert alert : evaluation.alerts()) {
        alerts++;
        alertsByRule.merge(alert.finding().rule(), 1L, Long::sum);
      }
    }
  }

  void countSecondStage(Alert alert, Label label) {
    labels.countSecondStage(alert, label);
    secondStageByRule.merge(alert.finding().rule(), 1L, Long::sum);
  }

  void countRefused() {
    refused++;
  }

  long payments() {
    return payments;
  }

  long refused() {
    return refused;
  }

  List<String> lines(int accounts, Duration took) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s of %s in %s: %s, %s late, %s of unknown amount or currency, %s with a window that may lack payments."
            .formatted(
                Words.count(payments, "payment"),
                Words.count(accounts, "account"),
                Words.of(took),
                Words.count(duplicates, "duplicate"),
                Words.count(late),
                Words.count(unpriced),
                Words.count(incomplete)));
    long alerted = alertedByLevel.values().stream().mapToLong(Long::longValue).sum();
    lines.add(
        "%s on %s%s."
            .formatted(
                Words.count(alerts, "alert"),
                Words.count(alerted, "payment"),
                alerts == 0 ? "" : " (" + levels() + "): " + byRule(alertsByRule)));
    if (!secondStageByRule.isEmpty()) {
      lines.add("Second stage, outside the score: " + byRule(secondStageByRule) + ".");
    }
    lines.addAll(labels.lines());
    if (refused > 0) {
      lines.add(
          "%s refused, as told above: correct %s and run it again."
              .formatted(
                  Words.count(refused, "line") + (refused == 1 ? " was" : " were"),
                  refused == 1 ? "it" : "them"));
    }
    return lines;
  }

  private String levels() {
    return alertedByLevel.entrySet().stream()
        .map(e -> e.getKey().text() + " " + Words.count(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String byRule(Map<String, Long> alerts) {
    return alerts.entrySet().stream()
        .map(e -> e.getKey() + " " + Words.count(e.getValue()))
        .collect(Collectors.joining(", "));
  }
}
