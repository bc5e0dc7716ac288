package io.millrace.model.fraud.second;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import io.millrace.model.fraud.Finding;
import io.millrace.model.fraud.FraudRows;
import io.millrace.model.fraud.RuleSet;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.model.live.Payment;
import io.millrace.model.live.PaymentBoard.Told;
import io.millrace.model.live.PaymentContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The table of alerts of rules {@code no_browsing} that the live join of payments and page views
 * fills, and its rows. The join knows nothing of scores, so they have none.
 */
public final class BrowsingAlertRows {

  /** A row for each alert. */
  public static final LiveTable TABLE =
      new LiveTable(
          "fraud_browsing_alerts",
          "Alerts on payments of orders whose user viewed no page in the time before",
          List.of(
              column("event_time", FieldType.TIMESTAMP, "When the payment was made, UTC"),
              column("alert_id", FieldType.STRING, "The same wherever the alert is raised"),
              column("rule", FieldType.STRING, "The rule that fired"),
              column("severity", FieldType.STRING, "low, medium, high or critical"),
              column("explanation", FieldType.STRING, "The numbers that made it fire"),
              column("transaction_id", FieldType.STRING, "The payment"),
              column("account_id", FieldType.STRING, "The account that pays"),
              column("amount", FieldType.MONEY, "What is paid, in the currency"),
              column("currency", FieldType.STRING, "The currency's ISO 4217 code"),
              column("channel", FieldType.STRING, "Where it is made"),
              column("status", FieldType.STRING, "approved or refused"),
              column("rule_set", FieldType.STRING, "Version of the rules"),
              column(
                  "final_at", FieldType.TIMESTAMP, "When nothing could change it any more, UTC")));

  private BrowsingAlertRows() {}

  /** The table, with the feed that payments come from; empty for any other feed. */
  public static Optional<LiveTable> table(Feed feed) {
    return FraudRows.tables(feed).isEmpty()
        ? Optional.empty()
        : PaymentContext.table(feed).map(context -> TABLE);
  }

  /** What the rules of a set say of a payment beside what its user browsed. */
  public static List<LiveRow> of(RuleSet rules, Told told, Instant finalAt) {
    Payment payment = told.payment();
    EvaluatedPayment<Told> evaluated =
        new EvaluatedPayment<>(
            payment.id(),
            payment.account(),
            payment.micros(),
            null,
            payment.user(),
            payment.hasOrder(),
            EvaluatedPayment.REFUSED.equals(payment.status()),
            false,
            true,
            told);
    return SecondStage.withoutBrowsing(rules, evaluated, told.lastView()).stream()
        .map(alert -> row(alert, rules.version(), finalAt))
        .toList();
  }

  private static LiveRow row(SecondAlert<Told> alert, String version, Instant finalAt) {
    Payment payment = alert.payment().origin().payment();
    Finding finding = alert.alert().finding();
    Object[] columns = {
      payment.micros(),
      alert.alert().id(),
      finding.rule(),
      finding.severity().text(),
      finding.explanation(),
      payment.id(),
      payment.account(),
      payment.amount(),
      payment.currency(),
      payment.channel(),
      payment.status(),
      version,
      ChronoUnit.MICROS.between(Instant.EPOCH, finalAt)
    };
    return new LiveRow(TABLE, payment.micros(), columns);
  }

  private static LiveColumn column(String name, FieldType type, String doc) {
    return new LiveColumn(name, type, doc);
  }
}
