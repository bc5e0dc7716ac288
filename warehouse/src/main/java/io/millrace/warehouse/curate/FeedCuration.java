package io.millrace.warehouse.curate;

import io.millrace.model.feed.Feed;
import io.millrace.warehouse.publish.TableName;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * {@code raw.<feed>} to {@code dw.<feed>}: one row a record, with what the warehouse adds to feeds
 * that it knows more of. Any other feed has its own fields alone.
 */
final class FeedCuration {

  /** The id of an event of the feed from which sessions are made. */
  static final String SESSION_EVENT_ID = "event_id";

  private static final String ACTIVITY = "activity";
  private static final String ORDERS = "orders";

  private final Feed feed;
  private final UnaryOperator<Dataset<Row>> enrichment;

  private FeedCuration(Feed feed, UnaryOperator<Dataset<Row>> enrichment) {
    this.feed = feed;
    this.enrichment = enrichment;
  }

  static FeedCuration of(Feed feed) {
    return new FeedCuration(
        feed,
        switch (feed.name()) {
          case ACTIVITY -> ActivityCuration::enrich;
          case ORDERS -> OrderCuration::enrich;
          default -> UnaryOperator.identity();
        });
  }

  Feed feed() {
    return feed;
  }

  TableName raw() {
    return new TableName("raw", feed.name());
  }

  TableName curated() {
    return new TableName("dw", feed.name());
  }

  /** How long after an hour rows of it may come. */
  Duration allowedLateness() {
    return feed.allowedLateness();
  }

  boolean hasSessions() {
    return feed.name().equals(ACTIVITY);
  }

  /** By what rows are sorted within a file, so that what is asked for together lies together. */
  String[] order() {
    return new String[] {feed.eventTimeField(), "kafka_partition", "kafka_offset"};
  }

  /** Adds what the warehouse knows more of to rows without duplicates. */
  Dataset<Row> enrich(Dataset<Row> rows) {
    return enrichment.apply(rows);
  }

  /**
   * One row a record.
   *
   * @param raw rows of the raw table, whole hours
   * @return the columns of the curated table, dt and hour last
   */
  Dataset<Row> curate(Dataset<Row> raw) {
    return Duplicates.remove(raw, feed.idField())
        .transform(this::enrich)
        .transform(CuratedColumns::arrange);
  }
}
