package io.millrace.model.fraud.second;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import io.millrace.model.fraud.Finding;
import io.millrace.model.fraud.FraudRows;
import io.millrace.model.fraud.ListKind;
import io.millrace.model.fraud.Payment;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The table of alerts of the second stage that the live host fills, and its rows: those of {@link
 * FraudRows#ALERTS}, with the time at which they became final.
 */
public final class SecondAlertRows {

  /** The name of the table's live log. */
  public static final String LOG = "fraud_second_stage";

  /** A row for each alert. */
  public static final LiveTable TABLE =
      new LiveTable(
          "fraud_second_alerts",
          "Alerts of rules that look at a payment once all before it is known",
          columns());

  /** For each column the one of a score that has its value; negative where none has. */
  private static final int[] OF_SCORE =
      TABLE.columns().stream().mapToInt(c -> position(FraudRows.SCORES, c.name())).toArray();

  private static final int RULE_SET = position(TABLE, "rule_set");
  private static final int SCORE_RULES = position(FraudRows.SCORES, "rules");
  private static final int SCORE_TRANSACTION = position(FraudRows.SCORES, "transaction_id");
  private static final int SCORE_ACCOUNT = position(FraudRows.SCORES, "account_id");
  private static final int SCORE_LIST = position(FraudRows.SCORES, "list");
  private static final int SCORE_IS_COMPLETE = position(FraudRows.SCORES, "is_complete");

  private SecondAlertRows() {}

  /** The table, with the feed that payments come from; empty for any other feed. */
  public static Optional<LiveTable> table(Feed feed) {
    return FraudRows.tables(feed).isEmpty() ? Optional.empty() : Optional.of(TABLE);
  }

  /**
   * A payment and its score, with the row of an alert on it as far as they say.
   *
   * @param score of {@link FraudRows#SCORES}
   */
  public static EvaluatedPayment<LiveRow> payment(LiveRow score, Payment payment) {
    Object[] scored = score.columns();
    boolean isAllowed = ListKind.ALLOW.key().equals(scored[SCORE_LIST]);
    return new EvaluatedPayment<>(
        payment.transactionId(),
        payment.accountId(),
        payment.micros(),
        payment.merchant(),
        null,
        false,
        EvaluatedPayment.REFUSED.equals(payment.status()),
        !isAllowed && !((String) scored[SCORE_RULES]).isEmpty(),
        (Boolean) scored[SCORE_IS_COMPLETE],
        begun(score, payment));
  }

  /** Whether a payment is that of a score, which names a place on a topic that may be made anew. */
  public static boolean isOf(LiveRow score, Payment payment) {
    return score.micros() == payment.micros()
        && payment.transactionId().equals(score.columns()[SCORE_TRANSACTION])
        && payment.accountId().equals(score.columns()[SCORE_ACCOUNT]);
  }

  /** The version of the rules by which a payment of {@link #payment} was evaluated. */
  public static String ruleSet(EvaluatedPayment<LiveRow> payment) {
    return (String) payment.origin().columns()[RULE_SET];
  }

  /** The row of an alert on a payment of {@link #payment}. */
  public static LiveRow row(SecondAlert<LiveRow> alert, Instant finalAt) {
    LiveRow begun = alert.payment().origin();
    Finding finding = alert.alert().finding();
    Object[] columns = begun.columns().clone();
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          switch (TABLE.columns().get(i).name()) {
            case "alert_id" -> alert.alert().id();
            case "rule" -> finding.rule();
            case "severity" -> finding.severity().text();
            case "explanation" -> finding.explanation();
            case "is_complete" -> alert.isComplete();
            case "final_at" -> ChronoUnit.MICROS.between(Instant.EPOCH, finalAt);
            default -> columns[i];
          };
    }
    return new LiveRow(TABLE, begun.micros(), columns);
  }

  private static LiveRow begun(LiveRow score, Payment payment) {
    Object[] columns = new Object[TABLE.columns().size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          switch (TABLE.columns().get(i).name()) {
            case "merchant" -> payment.merchant();
            case "merchant_category" -> payment.merchantCategory();
            case "channel" -> payment.channel();
            case "country" -> payment.country();
            default -> OF_SCORE[i] < 0 ? null : score.columns()[OF_SCORE[i]];
          };
    }
    return new LiveRow(TABLE, score.micros(), columns);
  }

  private static int position(LiveTable table, String column) {
    return table.columns().stream().map(LiveColumn::name).toList().indexOf(column);
  }

  private static List<LiveColumn> columns() {
    List<LiveColumn> columns = new ArrayList<>(FraudRows.ALERTS.columns());
    columns.remove(columns.size() - 1);
    columns.add(
        new LiveColumn(
            "final_at", FieldType.TIMESTAMP, "When nothing could change it any more, UTC"));
    return columns;
  }
}
