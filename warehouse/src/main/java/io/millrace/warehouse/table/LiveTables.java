package io.millrace.warehouse.table;

import io.millrace.model.feed.Feed;
import io.millrace.model.fraud.FraudRows;
import io.millrace.model.fraud.second.BrowsingAlertRows;
import io.millrace.model.fraud.second.SecondAlertRows;
import io.millrace.model.health.HealthView;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveTable;
import io.millrace.model.live.LiveViews;
import io.millrace.model.live.PaymentContext;
import io.millrace.model.live.ViewShape;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tables of a feed's live views, {@code live.<view>}, which hold their final windows, that of
 * the context of payments, and those of scores and alerts.
 */
public final class LiveTables {

  /** Who answers for scores and alerts, whoever answers for payments. */
  private static final String FRAUD = "fraud";

  private LiveTables() {}

  /** Those of a feed; none if it has no views. */
  public static List<FeedTable> of(Feed feed) {
    Stream<LiveTable> windows =
        Stream.concat(LiveViews.of(feed).tables().stream(), PaymentContext.table(feed).stream());
    Stream<LiveTable> fraud =
        Stream.of(
                FraudRows.tables(feed).stream(),
                SecondAlertRows.table(feed).stream(),
                BrowsingAlertRows.table(feed).stream())
            .flatMap(tables -> tables);
    return Stream.concat(
            windows.map(table -> table(table, feed.owner())),
            fraud.map(table -> table(table, FRAUD)))
        .toList();
  }

  /** All that there are, whatever feeds are declared. */
  public static List<LiveTable> all() {
    return Stream.of(
            LiveViews.shapes().stream().map(ViewShape::table),
            Stream.of(
                PaymentContext.TABLE,
                FraudRows.SCORES,
                FraudRows.ALERTS,
                SecondAlertRows.TABLE,
                BrowsingAlertRows.TABLE,
                HealthView.SHAPE.table()))
        .flatMap(tables -> tables)
        .toList();
  }

  /** Their views without the values of personal fields of the feed. */
  public static List<MaskedView> views(Feed feed) {
    return of(feed).stream().map(table -> DerivedTables.view(table, feed)).toList();
  }

  /** The live logs of a feed, each a partition of {@code ops.live_commits}. */
  public static List<String> logs(Feed feed) {
    return Stream.of(
            LiveViews.of(feed).isEmpty() ? Stream.<String>of() : Stream.of(feed.name()),
            PaymentContext.table(feed).stream().map(LiveTable::name),
            FraudRows.tables(feed).isEmpty() ? Stream.<String>of() : Stream.of(FraudRows.LOG),
            SecondAlertRows.table(feed).stream().map(table -> SecondAlertRows.LOG))
        .flatMap(logs -> logs)
        .toList();
  }

  /** The name of the view of payments whose users browsed; it belongs to a feed with that table. */
  public static Optional<String> browsedView(Feed feed) {
    return PaymentContext.table(feed).map(table -> table.name() + "_browsed");
  }

  /** Makes that view. */
  public static TableChange createBrowsedView() {
    return new TableChange(
        List.of("live.payment_context_browsed: created"),
        List.of(
            """
            CREATE VIEW IF NOT EXISTS live.payment_context_browsed
            COMMENT 'Payments whose user browsed in the 30 minutes before'
            AS
            SELECT *
            FROM live.payment_context
            WHERE browsed"""),
        List.of());
  }

  /**
   * A live table as Hive has it.
   *
   * @param owner who answers for it
   */
  public static FeedTable table(LiveTable table, String owner) {
    String time = table.columns().get(0).name();
    return new FeedTable(
        "live",
        table.name(),
        table.doc(),
        table.columns().stream().map(LiveTables::column).toList(),
        List.of(
            new TableColumn("dt", "STRING", "Day of %s, YYYY-MM-DD, UTC".formatted(time)),
            new TableColumn("hour", "STRING", "Hour of %s, 00 to 23, UTC".formatted(time))),
        FeedTable.Storage.PARQUET,
        owner);
  }

  private static TableColumn column(LiveColumn column) {
    return new TableColumn(column.name(), TableColumn.type(column.type()), column.doc());
  }
}
