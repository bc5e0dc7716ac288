package io.millrace.warehouse.fraud;

import io.millrace.model.fraud.ModelFeature;
import io.millrace.model.fraud.RuleText;
import io.millrace.warehouse.hive.ResultTable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model that was trained, and what is known of it.
 *
 * @param rules with the model
 * @param figures of the days to evaluate
 * @param parts what was looked at for what: know, learn, calibrate, evaluate
 * @param importances of each feature that a tree asks for
 */
record TrainedModel(
    RuleText rules, ModelFigures figures, List<Part> parts, Map<ModelFeature, Double> importances) {

  /**
   * Labelled payments of some days.
   *
   * @param name what they were for
   * @param fraud how many of them are
   */
  record Part(String name, List<LocalDate> days, long payments, long fraud) {}

  /** A row for the rules, the model, and both together. */
  ResultTable summary() {
    ModelFigures.Alerts byRules = figures.ofRules();
    Ranking ranking = figures.ranking();
    return new ResultTable(
        List.of(
            "alerts_of",
            "payments",
            "fraud_payments",
            "alerted_payments",
            "alerted_fraud",
            "alert_precision",
            "alert_recall",
            "f1",
            "average_precision",
            "recall_at_alerts_of_rules",
            "expected_fraud"),
        List.of(
            row("rules", byRules, null, null, null),
            row(
                "model",
                figures.ofModel(),
                ratio(ranking.averagePrecision()),
                ratio(ranking.recallAt(byRules.alerted())),
                ratio(figures.expected())),
            row("both", figures.ofBoth(), null, null, null)));
  }

  private List<String> row(
      String of, ModelFigures.Alerts alerts, String area, String recall, String expected) {
    return Arrays.asList(
        of,
        Long.toString(figures.ranking().payments()),
        Long.toString(alerts.fraud()),
        Long.toString(alerts.alerted()),
        Long.toString(alerts.caught()),
        ratio(alerts.precision()),
        ratio(alerts.recall()),
        ratio(alerts.f1()),
        area,
        recall,
        expected);
  }

  /** A row for each part of the days. */
  ResultTable days() {
    return new ResultTable(
        List.of("part", "first_day", "last_day", "labelled_payments", "fraud_payments"),
        parts.stream()
            .map(
                part ->
                    List.of(
                        part.name(),
                        part.days().get(0).toString(),
                        part.days().get(part.days().size() - 1).toString(),
                        Long.toString(part.payments()),
                        Long.toString(part.fraud())))
            .toList());
  }

  /** A row for each feature that a tree asks for, that with the greatest share first. */
  ResultTable features() {
    return new ResultTable(
        List.of("feature", "importance"),
        importances.entrySet().stream()
            .sorted(Map.Entry.<ModelFeature, Double>comparingByValue().reversed())
            .map(asked -> List.of(asked.getKey().key(), ratio(asked.getValue())))
            .toList());
  }

  /** Four digits after the point; null where nothing was divided by nothing. */
  private static String ratio(double ratio) {
    return Double.isNaN(ratio) ? null : String.format(Locale.ROOT, "%.4f", ratio);
  }
}
