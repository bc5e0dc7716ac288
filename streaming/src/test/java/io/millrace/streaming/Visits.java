package io.millrace.streaming;

import static io.millrace.streaming.Batches.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.record.AvroRecordEncoder;
import org.apache.spark.sql.Row;

/** A small feed and its records, which all have a device, whether the schema does or not. */
final class Visits {

  /** The field that a later version adds. */
  static final String DEVICE =
      """
      , {"name": "device", "type": ["null", "string"], "default": null, "doc": "With what."}""";

  private Visits() {}

  static String yaml(String moreSettings) {
    return yaml("visits", moreSettings);
  }

  static String yaml(String feed, String moreSettings) {
    return """
        feed: %s
        key: [visitor]
        event_time: at
        id: id
        %s
        """
        .formatted(feed, moreSettings);
  }

  static String avsc(String moreFields) {
    return avsc("visits", moreFields);
  }

  static String avsc(String feed, String moreFields) {
    return """
        {"type": "record", "name": "%s", "doc": "A visit.", "fields": [
          {"name": "id", "type": "string", "doc": "Its id."},
          {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}, "doc": "When."},
          {"name": "visitor", "type": ["null", "string"], "default": null, "doc": "Who."}%s]}
        """
        .formatted(feed, moreFields);
  }

  static Row visit(long offset, String id) {
    return live(
        0,
        offset,
        """
        {"id": "%s", "at": "2026-01-01T10:00:00Z", "visitor": "anyone", "device": "phone"}"""
            .formatted(id));
  }

  /** The same, as a producer with that schema writes it. */
  static Row avroVisit(long offset, String id, String avsc) {
    Feed writer = FeedCatalog.parse("visits", yaml(""), avsc);
    Object[] row = new Object[writer.fields().size()];
    row[writer.indexOf("id")] = id;
    row[writer.indexOf("at")] = 1_767_261_600_000_000L;
    row[writer.indexOf("visitor")] = "anyone";
    if (row.length > 3) {
      row[writer.indexOf("device")] = "phone";
    }
    return live(0, offset, new AvroRecordEncoder(writer).encode(row));
  }
}
