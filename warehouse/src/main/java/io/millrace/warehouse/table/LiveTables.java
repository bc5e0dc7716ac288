package io.millrace.warehouse.table;

import io.millrace.model.feed.Feed;
import io.millrace.model.live.LiveColumn;
import io.millrace.model.live.LiveTable;
import io.millrace.model.live.LiveViews;
import java.util.List;

/** The tables of a feed's live views, {@code live.<view>}, which hold their final windows. */
public final class LiveTables {

  private LiveTables() {}

  /** Those of a feed; none if it has no views. */
  public static List<FeedTable> of(Feed feed) {
    return LiveViews.of(feed).tables().stream().map(LiveTables::table).toList();
  }

  /** A live table as Hive has it. */
  public static FeedTable table(LiveTable table) {
    String time = table.columns().get(0).name();
    return new FeedTable(
        "live",
        table.name(),
        table.doc(),
        table.columns().stream().map(LiveTables::column).toList(),
        List.of(
            new TableColumn("dt", "STRING", "Day of %s, YYYY-MM-DD, UTC".formatted(time)),
            new TableColumn("hour", "STRING", "Hour of %s, 00 to 23, UTC".formatted(time))),
        FeedTable.Storage.PARQUET);
  }

  /** Makes a live log readable in Hive before its first record. */
  public static TableChange commitLog(String log) {
    return new TableChange(
        List.of("ops.live_commits: partition of " + log),
        List.of(
            """
            ALTER TABLE ops.live_commits ADD IF NOT EXISTS
              PARTITION (feed = '%s') LOCATION '/millrace/ops/live_commits/feed=%s'"""
                .formatted(log, log)),
        List.of());
  }

  private static TableColumn column(LiveColumn column) {
    return new TableColumn(column.name(), TableColumn.type(column.type()), column.doc());
  }
}
