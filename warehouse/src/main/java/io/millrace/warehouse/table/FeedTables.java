package io.millrace.warehouse.table;

import io.millrace.model.feed.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The two tables of a feed: {@code raw.<feed>}, every record as it came, and {@code dw.<feed>},
 * without duplicates.
 *
 * @param raw what landing writes
 * @param curated what curation writes
 */
public record FeedTables(FeedTable raw, FeedTable curated) {

  /** Tables of raw and dw that no feed owns. */
  private static final Set<String> OTHERS =
      Set.of(
          "quarantine",
          "sessions",
          "users",
          "customers",
          "customer_days",
          "account_days",
          "account_features",
          "risk_scores",
          "fraud_alerts",
          ScoredView.NAME);

  private static final List<TableColumn> ORIGIN =
      List.of(
          new TableColumn("kafka_partition", "INT", "Partition of the topic"),
          new TableColumn("kafka_offset", "BIGINT", "Offset in the partition"),
          new TableColumn("kafka_time", "TIMESTAMP", "When the broker appended it, UTC"));
  private static final TableColumn INGEST_TIME =
      new TableColumn("ingest_time", "TIMESTAMP", "When landing read it, UTC");

  /**
   * The tables of a feed.
   *
   * @param added what curation adds to its columns
   * @throws IllegalArgumentException when a table of the feed would have the name of another, or
   *     curation adds a column that the feed has itself
   */
  public static FeedTables of(Feed feed, List<TableColumn> added) {
    if (OTHERS.contains(feed.name())
        || feed.name().endsWith(MaskedView.ENDING)
        || feed.name().endsWith(NowView.ENDING)) {
      throw new IllegalArgumentException(
          "feed %s would have a table of a name that another has; legal: a name other than %s that ends neither in %s nor in %s"
              .formatted(
                  feed.name(),
                  String.join(", ", OTHERS.stream().sorted().toList()),
                  MaskedView.ENDING,
                  NowView.ENDING));
    }
    List<TableColumn> fields = feed.fields().stream().map(TableColumn::of).toList();
    for (TableColumn column : added) {
      if (fields.stream().anyMatch(f -> f.name().equals(column.name()))) {
        throw new IllegalArgumentException(
            "curation adds a column %s to dw.%s, so the feed can have no field of that name"
                .formatted(column.name(), feed.name()));
      }
    }
    TableColumn dt =
        new TableColumn("dt", "STRING", "Day of %s, YYYY-MM-DD, UTC".formatted(time(feed)));
    TableColumn hour =
        new TableColumn("hour", "STRING", "Hour of %s, 00 to 23, UTC".formatted(time(feed)));
    List<TableColumn> raw = new ArrayList<>(fields);
    raw.addAll(ORIGIN);
    raw.add(INGEST_TIME);
    List<TableColumn> curated = new ArrayList<>(fields);
    curated.addAll(ORIGIN);
    curated.addAll(added);
    return new FeedTables(
        new FeedTable(
            "raw",
            feed.name(),
            feed.doc() + " Every record as it landed, duplicates included.",
            raw,
            List.of(dt, hour),
            FeedTable.Storage.PARQUET,
            feed.owner()),
        new FeedTable(
            "dw",
            feed.name(),
            feed.doc() + " Each once, without duplicates.",
            curated,
            List.of(dt, hour),
            FeedTable.Storage.ORC,
            feed.owner()));
  }

  /** Both. */
  public List<FeedTable> all() {
    return List.of(raw, curated);
  }

  /**
   * Their views without the values of personal fields and of what is computed from one; a feed
   * without such fields has none.
   *
   * @param computed what curation adds
   */
  public List<MaskedView> views(Feed feed, ComputedColumns computed) {
    return all().stream().map(t -> new MaskedView(t, computed.personal(feed))).toList();
  }

  private static String time(Feed feed) {
    return feed.eventTimeField();
  }
}
