package io.millrace.model.fraud;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveRow;
import io.millrace.model.live.LiveTable;
import io.millrace.model.record.ValueRange;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of scores and alerts, and their rows, read from the JSON that {@link FraudJson}
 * writes. For any number of threads.
 */
public final class FraudRows {

  /** The name of the live log of both tables. */
  public static final String LOG = "fraud";

  /** A row for each payment that is no duplicate. */
  public static final LiveTable SCORES =
      new LiveTable(
          "risk_scores",
          "The risk score of each payment, as on topic risk-scores",
          columns(
              List.of(),
              List.of(),
              List.of(
                  column(
                      "rules", FieldType.STRING, "Rules that fired, separated by commas, in order"),
                  column("scored_at", FieldType.TIMESTAMP, "When it came onto risk-scores, UTC"))));

  /** A row for each alert. */
  public static final LiveTable ALERTS =
      new LiveTable(
          "fraud_alerts",
          "What the fraud desk is told, as on topic fraud-alerts",
          columns(
              List.of(
                  column("alert_id", FieldType.STRING, "The same wherever the alert is raised"),
                  column("rule", FieldType.STRING, "The rule that fired, or the list"),
                  column("severity", FieldType.STRING, "low, medium, high or critical"),
                  column("explanation", FieldType.STRING, "The numbers that made it fire")),
              List.of(
                  column("merchant", FieldType.STRING, "Who is paid"),
                  column("merchant_category", FieldType.STRING, "Category of the merchant"),
                  column("channel", FieldType.STRING, "Where it is made"),
                  column("country", FieldType.STRING, "Country where it is made")),
              List.of(
                  column(
                      "raised_at", FieldType.TIMESTAMP, "When it came onto fraud-alerts, UTC"))));

  private static final int SCORE_RULE_SET = position("rule_set");
  private static final int SCORE_PARTITION = position("source_partition");
  private static final int SCORE_OFFSET = position("source_offset");

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private FraudRows() {}

  /** The tables, with the feed that payments come from; none for any other feed. */
  public static List<LiveTable> tables(Feed feed) {
    return feed.name().equals(PaymentFields.FEED) && PaymentFields.areIn(feed)
        ? List.of(SCORES, ALERTS)
        : List.of();
  }

  /**
   * The row of a record of topic risk-scores or fraud-alerts.
   *
   * @param table that of the topic
   * @param value the record's
   * @param partition of the payment
   * @param offset of the payment
   * @param run the id of the payment's run; null where it has none
   * @param arrivedMillis when the record came onto its topic
   * @return empty when no host writes such a value
   */
  public static Optional<LiveRow> row(
      LiveTable table, byte[] value, int partition, long offset, String run, long arrivedMillis) {
    try {
      JsonNode json = JSON.readTree(value);
      Object[] columns = new Object[table.columns().size()];
      for (int i = 0; i < columns.length; i++) {
        LiveColumn column = table.columns().get(i);
        columns[i] =
            switch (column.name()) {
              case "source_partition" -> partition;
              case "source_offset" -> offset;
              case "run_id" -> run;
              case "scored_at", "raised_at" -> arrivedMillis * 1_000;
              case "rules" -> rules(json.required("rules"));
              default -> value(column, json.required(column.name()));
            };
      }
      return columns[0] == null
          ? Optional.empty()
          : Optional.of(new LiveRow(table, (Long) columns[0], columns));
    } catch (IOException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The version of the rules that a score's row names. */
  public static String ruleSet(LiveRow score) {
    return (String) score.columns()[SCORE_RULE_SET];
  }

  /** The partition of the payment that a score's row is of. */
  public static int partition(LiveRow score) {
    return (Integer) score.columns()[SCORE_PARTITION];
  }

  /** The offset of the payment that a score's row is of. */
  public static long offset(LiveRow score) {
    return (Long) score.columns()[SCORE_OFFSET];
  }

  private static int position(String column) {
    return SCORES.columns().stream().map(LiveColumn::name).toList().indexOf(column);
  }

  private static Object value(LiveColumn column, JsonNode value) {
    if (value.isNull()) {
      return null;
    }
    return switch (column.type()) {
      case TIMESTAMP -> ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(value.asText()));
      case MONEY ->
          value.decimalValue().setScale(ValueRange.MONEY_SCALE).unscaledValue().longValueExact();
      case INT -> value.intValue();
      case LONG -> value.longValue();
      case BOOLEAN -> value.booleanValue();
      default -> value.textValue();
    };
  }

  private static String rules(JsonNode rules) {
    List<String> names = new ArrayList<>();
    rules.forEach(name -> names.add(name.textValue()));
    return String.join(",", names);
  }

  private static List<LiveColumn> columns(
      List<LiveColumn> first, List<LiveColumn> ofPayment, List<LiveColumn> last) {
    List<LiveColumn> columns = new ArrayList<>();
    columns.add(column("event_time", FieldType.TIMESTAMP, "When the payment was made, UTC"));
    columns.addAll(first);
    columns.add(column("transaction_id", FieldType.STRING, "The payment"));
    columns.add(column("account_id", FieldType.STRING, "The account that pays"));
    columns.add(column("amount", FieldType.MONEY, "What is paid, in the currency"));
    columns.add(column("currency", FieldType.STRING, "The currency's ISO 4217 code"));
    columns.addAll(ofPayment);
    columns.add(column("score", FieldType.INT, "The payment's score, 0 to 100"));
    columns.add(column("level", FieldType.STRING, "low, medium, high or critical, of the score"));
    columns.add(column("list", FieldType.STRING, "allow, block, review; null when on no list"));
    columns.add(
        column(
            "late_ms",
            FieldType.LONG,
            "How much earlier it was made than the account's latest before, milliseconds"));
    columns.add(
        column("is_priced", FieldType.BOOLEAN, "Whether its amount is known in the base currency"));
    columns.add(
        column(
            "is_complete",
            FieldType.BOOLEAN,
            "Whether all that its windows reach back to was still remembered"));
    columns.add(column("rule_set", FieldType.STRING, "Version of the rules"));
    columns.add(column("source_partition", FieldType.INT, "The payment's partition"));
    columns.add(column("source_offset", FieldType.LONG, "The payment's offset"));
    columns.add(column("run_id", FieldType.STRING, "The replay that it came with, if any"));
    columns.addAll(last);
    return columns;
  }

  private static LiveColumn column(String name, FieldType type, String doc) {
    return new LiveColumn(name, type, doc);
  }
}
