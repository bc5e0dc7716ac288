package io.millrace.cli.fraud;

import io.millrace.cli.CommandFailure;
import io.millrace.cli.ExitStatus;
import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.cli.hdfs.Hdfs;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a backtest found, as the fraud desk reads it.
 *
 * @param folder in HDFS
 * @param summary of the old rules and the new ones
 * @param rules each that fired
 * @param days each with a payment
 * @param changes kinds of payments with other alerts than before
 */
public record BacktestFindings(
    String folder,
    List<Map<String, String>> summary,
    List<Map<String, String>> rules,
    List<Map<String, String>> days,
    List<Map<String, String>> changes) {

  /** Days behind the busiest ones are not shown. */
  private static final int MOST_DAYS = 10;

  public BacktestFindings {
    summary = List.copyOf(summary);
    rules = List.copyOf(rules);
    days = List.copyOf(days);
    changes = List.copyOf(changes);
  }

  /**
   * Reads them.
   *
   * @throws CommandFailure when they are not there
   */
  public static BacktestFindings read(Hdfs hdfs, String folder) throws IOException {
    return new BacktestFindings(
        folder,
        rows(hdfs, folder + "/summary.csv"),
        rows(hdfs, folder + "/rules.csv"),
        rows(hdfs, folder + "/days.csv"),
        rows(hdfs, folder + "/changes.csv"));
  }

  private static List<Map<String, String>> rows(Hdfs hdfs, String file) throws IOException {
    return rows(
        hdfs.read(file)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitStatus.FAILED,
                        "The backtest ended well, but %s is not there.".formatted(file))));
  }

  /** Rows of a file whose values are names of rules and numbers, none of which is quoted. */
  static List<Map<String, String>> rows(String csv) {
    List<String> lines = csv.lines().toList();
    String[] columns = lines.get(0).split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < columns.length; i++) {
        row.put(columns[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
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
          count(row, "payments"),
          count(row, "alerts"),
          count(row, "alerted_payments"),
          ratio(row, "alerted_payments_a_day", 1),
          count(row, "alerted_accounts"),
          ratio(row, "alert_precision", 3),
          ratio(row, "alert_recall", 3),
          ratio(row, "f1", 3),
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
          count(row, "old_alerts"),
          count(row, "new_alerts"),
          count(row, "only_new"),
          count(row, "only_old"),
          count(row, "old_alerts_on_fraud"),
          count(row, "new_alerts_on_fraud"));
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
                  count(row, "fraud_payments"),
                  count(row, "labelled_payments")));
    }
    lines.add(
        changes.isEmpty()
            ? "No payment has other alerts than before: %s".formatted(folder)
            : "Each of them, and why: %s/differences.csv".formatted(folder));
    return lines;
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
                    count(row, "payments"),
                    count(row, "old_alerted_payments"),
                    count(row, "new_alerted_payments"),
                    count(row, "both"),
                    count(row, "fraud_payments")));
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

  private static String count(Map<String, String> row, String column) {
    return Words.count(Long.parseLong(row.get(column)));
  }

  private static String ratio(Map<String, String> row, String column, int digits) {
    String value = row.get(column);
    return value.isEmpty()
        ? "-"
        : new BigDecimal(value).setScale(digits, RoundingMode.HALF_UP).toPlainString();
  }
}
