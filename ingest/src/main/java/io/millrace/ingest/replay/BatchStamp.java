package io.millrace.ingest.replay;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import io.millrace.model.record.ValueRange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes on each record of a batch which batch it is of and when it was sent, where the feed has
 * fields of these names and types: {@code batch_number} and {@code batch_position} (LONG), {@code
 * producer_timestamp} (TIMESTAMP), {@code producer_timestamp_str} (STRING, ISO-8601 in UTC to the
 * microsecond).
 */
final class BatchStamp {
  private final Batches batches;
  private final int number;
  private final int position;
  private final int time;
  private final int timeText;

  BatchStamp(Feed feed, Batches batches) {
    this.batches = batches;
    this.number = indexOf(feed, "batch_number", FieldType.LONG);
    this.position = indexOf(feed, "batch_position", FieldType.LONG);
    this.time = indexOf(feed, "producer_timestamp", FieldType.TIMESTAMP);
    this.timeText = indexOf(feed, "producer_timestamp_str", FieldType.STRING);
  }

  /**
   * Sets those fields in place.
   *
   * @param sent how many records were sent before
   */
  void stamp(Object[] row, long sent, Instant now) {
    set(row, number, batches.numberAfter(sent));
    set(row, position, batches.positionAfter(sent));
    set(row, time, ValueRange.micros(now));
    set(row, timeText, now.truncatedTo(ChronoUnit.MICROS).toString());
  }

  private static void set(Object[] row, int at, Object value) {
    if (at >= 0) {
      row[at] = value;
    }
  }

  private static int indexOf(Feed feed, String name, FieldType type) {
    for (int i = 0; i < feed.fields().size(); i++) {
      Field field = feed.fields().get(i);
      if (field.name().equals(name) && field.type() == type) {
        return i;
      }
    }
    return -1;
  }
}
