package io.millrace.cli.fraud;

import io.millrace.cli.TextTable;
import io.millrace.cli.Words;
import io.millrace.ingest.fraud.EvaluationListener;
import io.millrace.ingest.fraud.RefusedLine;
import io.millrace.model.fraud.Evaluation;
import io.millrace.model.fraud.FraudEvaluator;
import io.millrace.model.fraud.Label;
import io.millrace.model.fraud.Payment;
import io.millrace.model.fraud.PaymentNote;
import io.millrace.model.fraud.RuleSet;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the marts of fraud say of days, of the payments of files: how scores are spread, where most
 * alerts are, and what the alerts of the first stage are worth against labels. Amounts are in the
 * base currency, without payments whose amount is unknown there. Memory grows with the accounts,
 * merchants and cities that have alerts or fraud.
 */
final class DemoFigures implements EvaluationListener {
  private static final int SCORES_A_BAND = 10;

  /** How many of each dimension are shown. */
  private static final int MOST = 5;

  private static final String UNKNOWN = "(unknown)";
  private static final int MONEY_SCALE = 4;

  private final FraudEvaluator evaluator;
  private final String currency;
  private final Map<Integer, Found> byBand = new TreeMap<>();
  private final Map<String, Found> byAccount = new HashMap<>();
  private final Map<String, Found> byMerchant = new HashMap<>();
  private final Map<String, Found> byCity = new HashMap<>();
  private final Map<String, Course> courses = new HashMap<>();
  private long labelled;
  private long alerts;
  private long alertedFraud;
  private long fraudAmount;
  private long lossCaught;

  DemoFigures(RuleSet rules) {
    this.evaluator = new FraudEvaluator(rules);
    this.currency = rules.currencies().base();
  }

  /** Payments that have something in common. */
  private static final class Found {
    private long payments;
    private long alerts;
    private long alerted;
    private long fraud;
    private long amount;

    void count(Evaluation evaluation, Label label, long base) {
      payments++;
      alerts += evaluation.alerts().size();
      alerted += evaluation.alerts().isEmpty() ? 0 : 1;
      fraud += label == Label.FRAUD ? 1 : 0;
      amount += base;
    }
  }

  /** When fraud on an account began, and when it was first seen, in microseconds. */
  private static final class Course {
    private static final long NEVER = Long.MAX_VALUE;

    private long firstFraud = NEVER;
    private long firstAlert = NEVER;

    boolean isCaught() {
      return firstAlert != NEVER;
    }

    long micros() {
      return firstAlert - firstFraud;
    }
  }

  @Override
  public void evaluated(Payment payment, Evaluation evaluation, PaymentNote note) {
    if (evaluation.isDuplicate()) {
      return;
    }
    long base = evaluator.baseAmount(payment).orElse(0);
    Label label = note.label();
    int band = Math.min(evaluation.score(), Evaluation.GREATEST_SCORE - 1) / SCORES_A_BAND;
    byBand.computeIfAbsent(band, b -> new Found()).count(evaluation, label, base);
    boolean isAlerted = !evaluation.alerts().isEmpty();
    if (isAlerted) {
      alerts += evaluation.alerts().size();
      found(byAccount, payment.accountId()).count(evaluation, label, base);
      found(byMerchant, payment.merchant()).count(evaluation, label, base);
      found(byCity, note.city()).count(evaluation, label, base);
    }
    labelled += label == Label.UNKNOWN ? 0 : 1;
    if (label == Label.FRAUD) {
      fraudAmount += base;
      Course course = courses.computeIfAbsent(payment.accountId(), a -> new Course());
      course.firstFraud = Math.min(course.firstFraud, payment.micros());
      if (isAlerted) {
        alertedFraud++;
        lossCaught += base;
        course.firstAlert = Math.min(course.firstAlert, payment.micros());
      }
    }
  }

  @Override
  public void refused(RefusedLine line) {
    // is told and counted by others
  }

  private static Found found(Map<String, Found> by, String name) {
    return by.computeIfAbsent(name == null ? UNKNOWN : name, n -> new Found());
  }

  /** Tables and sentences, none wider than 80 columns unless names or numbers are long. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(scores());
    if (alerts > 0) {
      lines.add("");
      lines.addAll(most("ACCOUNT", byAccount));
      lines.add("");
      lines.addAll(most("MERCHANT", byMerchant));
      lines.add("");
      lines.addAll(most("CITY", byCity));
    }
    if (labelled > 0) {
      lines.add("");
      lines.addAll(worth());
    }
    return lines;
  }

  private List<String> scores() {
    TextTable table = new TextTable("SCORE", "PAYMENTS", "ALERTED", "FRAUD", "AMOUNT, " + currency);
    byBand.forEach(
        (band, found) ->
            table.row(
                band(band),
                Words.count(found.payments),
                Words.count(found.alerted),
                Words.count(found.fraud),
                money(found.amount)));
    return table.lines();
  }

  private static String band(int band) {
    int first = band * SCORES_A_BAND;
    int last = first + SCORES_A_BAND - 1;
    return first + " to " + (last == Evaluation.GREATEST_SCORE - 1 ? last + 1 : last);
  }

  /**
   * Those with most alerts, as in {@code mart.fraud_top_daily}: by alerts, then by amount, the
   * greatest first.
   */
  private static List<String> most(String dimension, Map<String, Found> by) {
    TextTable table = new TextTable(dimension, "ALERTS", "ALERTED", "FRAUD", "AMOUNT");
    by.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Found> e) -> -e.getValue().alerts)
                .thenComparingLong(e -> -e.getValue().amount)
                .thenComparing(Map.Entry::getKey))
        .limit(MOST)
        .forEach(
            e ->
                table.row(
                    e.getKey(),
                    Words.count(e.getValue().alerts),
                    Words.count(e.getValue().payments),
                    Words.count(e.getValue().fraud),
                    money(e.getValue().amount)));
    return table.lines();
  }

  private List<String> worth() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Loss caught: %s of %s %s in fraud, which is %s of it."
            .formatted(
                money(lossCaught),
                money(fraudAmount),
                currency,
                ratio(lossCaught, fraudAmount, 3)));
    lines.add("Alerts per true fraud: %s.".formatted(ratio(alerts, alertedFraud, 2)));
    long[] caught =
        courses.values().stream().filter(Course::isCaught).mapToLong(Course::micros).toArray();
    lines.add(
        "Accounts with fraud: %s, of which %s had an alert on it."
            .formatted(Words.count(courses.size()), Words.count(caught.length)));
    if (caught.length > 0) {
      lines.add(
          "From first fraud to first alert on it: mean %s, median %s."
              .formatted(time(mean(caught)), time(median(caught))));
    }
    return lines;
  }

  private static double mean(long[] micros) {
    return Arrays.stream(micros).average().orElseThrow();
  }

  private static double median(long[] micros) {
    long[] inOrder = Arrays.stream(micros).sorted().toArray();
    int half = inOrder.length / 2;
    return inOrder.length % 2 == 1 ? inOrder[half] : (inOrder[half - 1] + inOrder[half]) / 2.0;
  }

  private static String time(double micros) {
    return Words.of(Duration.of(Math.round(micros), ChronoUnit.MICROS));
  }

  /** - where nothing would be divided by nothing. */
  private static String ratio(long part, long whole, int digits) {
    return whole == 0
        ? "-"
        : String.format(Locale.ROOT, "%." + digits + "f", (double) part / whole);
  }

  private static String money(long amount) {
    return String.format(Locale.ROOT, "%,.2f", BigDecimal.valueOf(amount, MONEY_SCALE));
  }
}
