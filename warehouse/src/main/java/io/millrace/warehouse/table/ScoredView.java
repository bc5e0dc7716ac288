package io.millrace.warehouse.table;

import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.PaymentFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code dw.transactions_scored}: each row of {@code dw.transactions} once, with the risk and the
 * alerts that the workflow {@code fraud} has found. Id and time tell rows of it apart, of scores
 * too: an id is there once in an hour. A payment that comes again in another hour is a row of its
 * own, and has the score only if it was evaluated itself.
 *
 * @param payments {@code dw.transactions}
 * @param personal the feed's personal fields
 */
public record ScoredView(FeedTable payments, Set<String> personal) {

  static final String NAME = PaymentFields.FEED + "_scored";

  private static final List<TableColumn> RISK =
      List.of(
          new TableColumn("score", "INT", "Risk, 0 to 100, null where it is not evaluated"),
          new TableColumn("level", "STRING", "low, medium, high or critical, by the score"),
          new TableColumn(
              "late_ms",
              "BIGINT",
              "How much earlier it was made than the latest payment of the account before it, milliseconds, 0 in order"),
          new TableColumn(
              "is_complete",
              "BOOLEAN",
              "Whether all that windows reached back to was still remembered"),
          new TableColumn("rule_set", "STRING", "Version of the rules"));

  private static final TableColumn ALERTS =
      new TableColumn(
          "alerts",
          "ARRAY<STRUCT<rule:STRING,severity:STRING,alert_id:STRING>>",
          "Its alerts of either stage in the order of rules, null without any");

  public ScoredView {
    personal = Set.copyOf(personal);
  }

  /**
   * The view that goes with the feed of payments; none for any other feed, and none where a field
   * has the name of a column that the view adds.
   */
  public static Optional<ScoredView> of(Feed feed, FeedTables tables) {
    boolean hasItsNames =
        added().stream().anyMatch(column -> tables.curated().column(column.name()).isPresent());
    return feed.name().equals(PaymentFields.FEED) && PaymentFields.areIn(feed) && !hasItsNames
        ? Optional.of(new ScoredView(tables.curated(), feed.personalData().keySet()))
        : Optional.empty();
  }

  /** Database and view. */
  public String fullName() {
    return view().fullName();
  }

  /** The columns that it has and {@code dw.transactions} has not, in their order. */
  public List<TableColumn> risk() {
    return added();
  }

  /** The view's name in its database. */
  public String name() {
    return NAME;
  }

  /**
   * The view beside it without the values of the feed's personal fields; without alerts where their
   * ids would tell the payment's.
   */
  public MaskedView masked() {
    return new MaskedView(
        new FeedTable(
            payments.database(),
            NAME,
            comment(),
            personal.contains("transaction_id")
                ? columns().stream().filter(column -> !column.equals(ALERTS)).toList()
                : columns(),
            payments.partitions(),
            payments.storage(),
            payments.owner()),
        personal);
  }

  /** What makes it so, from what is there. */
  public TableChange change(Optional<TableState> there) {
    if (there.isPresent() && !OwnView.isOwn(there.get())) {
      return view().obstructed();
    }
    if (view().isThere(there)) {
      return TableChange.nothing();
    }
    return new TableChange(
        List.of("%s: %s".formatted(fullName(), there.isPresent() ? "replaced" : "created")),
        List.of(view().create()),
        List.of());
  }

  /**
   * What it shows. Days of both joined tables are asked for by the payment's day alone, so that
   * whoever names days reads these of all three.
   */
  public String query() {
    return """
        SELECT
        %s
        FROM %s `payment`
        LEFT JOIN `dw`.`risk_scores` `risk`
          ON %s
        LEFT JOIN (
          SELECT
            `dt`,
            `transaction_id`,
            `event_time`,
            sort_array(collect_list(named_struct('rule', `rule`, 'severity', `severity`, 'alert_id', `alert_id`))) AS `alerts`
          FROM `dw`.`fraud_alerts`
          GROUP BY `dt`, `transaction_id`, `event_time`
        ) `alert`
          ON %s"""
        .formatted(
            Stream.of(
                    selected("payment", payments.columns()),
                    selected("risk", RISK),
                    selected("alert", List.of(ALERTS)),
                    selected("payment", payments.partitions()))
                .flatMap(columns -> columns)
                .collect(Collectors.joining(",\n")),
            payments.quotedName(),
            samePayment("risk"),
            samePayment("alert"));
  }

  private static Stream<String> selected(String from, List<TableColumn> columns) {
    return columns.stream()
        .map(column -> "  `%1$s`.%2$s AS %2$s".formatted(from, HiveText.name(column.name())));
  }

  private static String samePayment(String other) {
    return Stream.of("dt", "transaction_id", "event_time")
        .map(column -> "`%1$s`.`%2$s` = `payment`.`%2$s`".formatted(other, column))
        .collect(Collectors.joining(" AND "));
  }

  private static List<TableColumn> added() {
    return Stream.concat(RISK.stream(), Stream.of(ALERTS)).toList();
  }

  private List<TableColumn> columns() {
    List<TableColumn> columns = new ArrayList<>(payments.columns());
    columns.addAll(added());
    return columns;
  }

  private OwnView view() {
    List<TableColumn> all = columns();
    all.addAll(payments.partitions());
    return new OwnView(payments.database(), NAME, comment(), all, query());
  }

  private String comment() {
    return payments.comment() + " With risk score and alerts.";
  }
}
