package io.millrace.cli.fraud;

import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.model.fraud.Alert;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alerts held against labels: a payment with an alert is held to be fraud, one without not to be.
 * Payments without a label and duplicates are left out. Rules of the second stage, which alert one
 * payment of many, are counted by themselves alone.
 */
final class LabelComparison {

  /** Payments of which one rule says, or all rules together say, that they are fraud. */
  private static final class Found {
    private long payments;
    private long fraud;

    void count(Label label) {
      payments++;
      fraud += label == Label.FRAUD ? 1 : 0;
    }
  }

  private final Map<String, Found> byRule = new TreeMap<>();
  private final Found labelled = new Found();
  private final Found alerted = new Found();

  void count(Evaluation evaluation, Label label) {
    if (label == Label.UNKNOWN || evaluation.isDuplicate()) {
      return;
    }
    labelled.count(label);
    if (!evaluation.alerts().isEmpty()) {
      alerted.count(label);
      for (Alert alert : evaluation.alerts()) {
        byRule.computeIfAbsent(alert.finding().rule(), r -> new Found()).count(label);
      }
    }
  }

  void countSecondStage(Alert alert, Label label) {
    if (label != Label.UNKNOWN) {
      byRule.computeIfAbsent(alert.finding().rule(), r -> new Found()).count(label);
    }
  }

  /** A sentence and a table; nothing where no payment has a label. */
  List<String> lines() {
    if (labelled.payments == 0) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    double precision = ratio(alerted.fraud, alerted.payments);
    double recall = ratio(alerted.fraud, labelled.fraud);
    lines.add(
        "Against the labels of %s, of which %s fraud: precision %s, recall %s, F1 %s."
            .formatted(
                Words.count(labelled.payments, "payment"),
                Words.count(labelled.fraud) + (labelled.fraud == 1 ? " is" : " are"),
                text(precision),
                text(recall),
                text(2 * precision * recall / (precision + recall))));
    TextTable table = new TextTable("RULE", "ALERTS", "ON FRAUD", "PRECISION", "OF ALL FRAUD");
    byRule.forEach(
        (rule, found) ->
            table.row(
                rule,
                Words.count(found.payments),
                Words.count(found.fraud),
                text(ratio(found.fraud, found.payments)),
                text(ratio(found.fraud, labelled.fraud))));
    lines.addAll(table.lines());
    return lines;
  }

  private static double ratio(long part, long whole) {
    return (double) part / whole;
  }

  /** Three digits after the point, or - where nothing was divided by nothing. */
  private static String text(double ratio) {
    return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.3f", ratio);
  }
}
