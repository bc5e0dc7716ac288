package io.millrace.cli.fraud;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.TextTable;
import io.millrace.cli.hdfs.Hdfs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a training came to, as the fraud desk reads it.
 *
 * @param rules with the model, in YAML
 * @param summary of rules, model and both, on the days to evaluate
 * @param days each part of them
 * @param features each that a tree asks for, the one that matters most first
 */
public record TrainingFindings(
    String rules,
    List<Map<String, String>> summary,
    List<Map<String, String>> days,
    List<Map<String, String>> features) {

  /** Features behind those that matter most are not shown. */
  private static final int MOST_FEATURES = 10;

  public TrainingFindings {
    summary = List.copyOf(summary);
    days = List.copyOf(days);
    features = List.copyOf(features);
  }

  /**
   * Reads them.
   *
   * @throws CommandFailure when they are not there
   */
  public static TrainingFindings read(Hdfs hdfs, String folder) throws IOException {
    return new TrainingFindings(
        FindingRows.text(hdfs, folder + "/rules.yaml"),
        FindingRows.read(hdfs, folder + "/summary.csv"),
        FindingRows.read(hdfs, folder + "/days.csv"),
        FindingRows.read(hdfs, folder + "/features.csv"));
  }

  /** Sentences and tables. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    TextTable parts = new TextTable("DAYS TO", "FROM", "TO", "LABELLED PAYMENTS", "FRAUD");
    for (Map<String, String> row : days) {
      parts.row(
          row.get("part"),
          row.get("first_day"),
          row.get("last_day"),
          FindingRows.count(row, "labelled_payments"),
          FindingRows.count(row, "fraud_payments"));
    }
    lines.addAll(parts.lines());
    lines.add("");
    TextTable worth =
        new TextTable(
            "ALERTS OF",
            "ALERTED",
            "ON FRAUD",
            "PRECISION",
            "RECALL",
            "F1",
            "AVERAGE PRECISION",
            "RECALL AT ALERTS OF RULES",
            "FRAUD AS EXPECTED");
    for (Map<String, String> row : summary) {
      worth.row(
          row.get("alerts_of"),
          FindingRows.count(row, "alerted_payments"),
          FindingRows.count(row, "alerted_fraud"),
          FindingRows.ratio(row, "alert_precision", 3),
          FindingRows.ratio(row, "alert_recall", 3),
          FindingRows.ratio(row, "f1", 3),
          FindingRows.ratio(row, "average_precision", 3),
          FindingRows.ratio(row, "recall_at_alerts_of_rules", 3),
          FindingRows.ratio(row, "expected_fraud", 0));
    }
    lines.addAll(worth.lines());
    lines.add("");
    TextTable asked = new TextTable("FEATURE", "SHARE");
    features.stream()
        .limit(MOST_FEATURES)
        .forEach(row -> asked.row(row.get("feature"), FindingRows.ratio(row, "importance", 3)));
    lines.addAll(asked.lines());
    return lines;
  }
}
