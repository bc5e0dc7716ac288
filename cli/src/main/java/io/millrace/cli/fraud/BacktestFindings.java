package io.millrace.cli.fraud;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import io.millrace.warehouse.Days;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a backtest found, as the fraud desk reads it.
 *
 * @param folder in HDFS
 * @param summary of the old rules and the new ones
 * @param rules each that fired
 * @param days each with a payment
 * @param changes kinds of payments with other alerts of the first stage than before
 * @param secondStage the names of rules of the second stage, of both rule sets
 */
public record BacktestFindings(
    String folder,
    List<Map<String, String>> summary,
    List<Map<String, String>> rules,
    List<Map<String, String>> days,
    List<Map<String, String>> changes,
    Set<String> secondStage) {

  /** Days behind the busiest ones are not shown. */
  private static final int MOST_DAYS = 10;

  public BacktestFindings {
    summary = List.copyOf(summary);
    rules = List.copyOf(rules);
    days = List.copyOf(days);
    changes = List.copyOf(changes);
    secondStage = Set.copyOf(secondStage);
  }

  /**
   * Reads them.
   *
   * @param secondStage the names of rules of the second stage, of both rule sets
   * @throws CommandFailure when they are not there
   */
  public static BacktestFindings read(Hdfs hdfs, String folder, Set<String> secondStage)
      throws IOException {
    return new BacktestFindings(
        folder,
        FindingRows.read(hdfs, folder + "/summary.csv"),
        FindingRows.read(hdfs, folder + "/rules.csv"),
        FindingRows.read(hdfs, folder + "/days.csv"),
        FindingRows.read(hdfs, folder + "/changes.csv"),
        secondStage);
  }

  /** Sentences and tables. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    TextTable sides =
        new TextTable(
            "RULES",
            "PAYMENTS",
            "ALERTS",
            "ALERTED",
            "A DAY",
            "ACCOUNTS",
            "PRECISION",
            "RECALL",
            "F1",
            "LOSS CAUGHT");
    for (Map<String, String> row : summary) {
      sides.row(
          row.get("rules"),
          FindingRows.count(row, "payments"),
          FindingRows.count(row, "alerts"),
          FindingRows.count(row, "alerted_payments"),
          FindingRows.ratio(row, "alerted_payments_a_day", 1),
          FindingRows.count(row, "alerted_accounts"),
          FindingRows.ratio(row, "alert_precision", 3),
          FindingRows.ratio(row, "alert_recall", 3),
          FindingRows.ratio(row, "f1", 3),
          row.get("loss_caught"));
    }
    lines.addAll(sides.lines());
    lines.add("");
    TextTable byRule =
        new TextTable(
            "RULE",
            "OLD ALERTS",
            "NEW ALERTS",
            "ONLY NEW",
            "ONLY OLD",
            "OLD ON FRAUD",
            "NEW ON FRAUD");
    for (Map<String, String> row : rules) {
      byRule.row(
          row.get("rule"),
          FindingRows.count(row, "old_alerts"),
          FindingRows.count(row, "new_alerts"),
          FindingRows.count(row, "only_new"),
          FindingRows.count(row, "only_old"),
          FindingRows.count(row, "old_alerts_on_fraud"),
          FindingRows.count(row, "new_alerts_on_fraud"));
    }
    lines.addAll(byRule.lines());
    lines.add("");
    lines.addAll(busiestDays());
    lines.add("");
    for (Map<String, String> row : changes) {
      lines.add(
          "%s %s, %s of them fraud of the %s with a label."
              .formatted(
                  Words.count(Long.parseLong(row.get("payments")), "payment"),
                  row.get("change"),
                  FindingRows.count(row, "fraud_payments"),
                  FindingRows.count(row, "labelled_payments")));
    }
    lines.add(
        changes.isEmpty()
            ? "No payment has other alerts of the first stage than before: %s".formatted(folder)
            : "Each of them, and why: %s/differences.csv".formatted(folder));
    String differing = differingSecondStage();
    if (!differing.isEmpty()) {
      lines.add(
          "Alerts of the second stage differ (%s); how many: %s/rules.csv"
              .formatted(differing, folder));
    }
    List<LocalDate> unseen =
        days.stream()
            .filter(row -> Boolean.parseBoolean(row.get("without_page_views")))
            .map(row -> LocalDate.parse(row.get("dt")))
            .toList();
    if (!unseen.isEmpty()) {
      String ranges = Days.of(unseen).ranges();
      lines.add(
          "dw.activity has nothing of %s: rules of kind no_browsing say nothing there. If there was any, curate it and run this again: millrace workflow run daily --days %s"
              .formatted(ranges, ranges));
    }
    return lines;
  }

  /**
   * The rules of the second stage with other alerts than before, of which only counts are known.
   */
  private String differingSecondStage() {
    return rules.stream()
        .filter(row -> secondStage.contains(row.get("rule")))
        .filter(row -> !row.get("only_new").equals("0") || !row.get("only_old").equals("0"))
        .map(row -> row.get("rule"))
        .collect(Collectors.joining(", "));
  }

  private List<String> busiestDays() {
    TextTable table =
        new TextTable("DAY", "PAYMENTS", "OLD ALERTED", "NEW ALERTED", "BOTH", "FRAUD");
    days.stream()
        .sorted((a, b) -> Long.compare(work(b), work(a)))
        .limit(MOST_DAYS)
        .sorted((a, b) -> a.get("dt").compareTo(b.get("dt")))
        .forEach(
            row ->
                table.row(
                    row.get("dt"),
                    FindingRows.count(row, "payments"),
                    FindingRows.count(row, "old_alerted_payments"),
                    FindingRows.count(row, "new_alerted_payments"),
                    FindingRows.count(row, "both"),
                    FindingRows.count(row, "fraud_payments")));
    List<String> lines = new ArrayList<>(table.lines());
    if (days.size() > MOST_DAYS) {
      lines.add(
          "The %d busiest of %s; all: %s/days.csv"
              .formatted(MOST_DAYS, Words.count(days.size(), "day"), folder));
    }
    return lines;
  }

  private static long work(Map<String, String> day) {
    return Long.parseLong(day.get("old_alerted_payments"))
        + Long.parseLong(day.get("new_alerted_payments"));
  }
}
