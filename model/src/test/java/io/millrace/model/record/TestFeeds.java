package io.millrace.model.record;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import java.time.Instant;
import java.util.List;

/** A feed with a field of each type. */
final class TestFeeds {
  static final Feed EVERY_TYPE =
      Feed.builder("things")
          .key(List.of("name"))
          .eventTimeField("at")
          .idField("id")
          .farPast(Instant.parse("1900-01-01T00:00:00Z"))
          .fields(
              List.of(
                  new Field("id", FieldType.STRING, true, "id"),
                  new Field("at", FieldType.TIMESTAMP, true, "event time"),
                  new Field("name", FieldType.STRING, false, "text"),
                  new Field("count", FieldType.INT, false, "whole"),
                  new Field("total", FieldType.LONG, false, "long"),
                  new Field("ratio", FieldType.DOUBLE, false, "double"),
                  new Field("good", FieldType.BOOLEAN, false, "truth"),
                  new Field("price", FieldType.MONEY, false, "money"),
                  new Field("seen", FieldType.TIMESTAMP, false, "time"),
                  new Field("born", FieldType.DATE, false, "date")))
          .build();

  private TestFeeds() {}
}
