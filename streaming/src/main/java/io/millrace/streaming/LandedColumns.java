package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.streaming.parquet.Column;
import io.millrace.streaming.parquet.ColumnType;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of landed files: a feed's fields in schema order, then where the record came from.
 */
final class LandedColumns {

  static final List<Column> ORIGIN =
      List.of(
          new Column("kafka_partition", ColumnType.INT),
          new Column("kafka_offset", ColumnType.LONG),
          new Column("kafka_time", ColumnType.TIMESTAMP),
          new Column("ingest_time", ColumnType.TIMESTAMP));

  static final List<Column> QUARANTINE = quarantine();

  private LandedColumns() {}

  static List<Column> raw(Feed feed) {
    List<Column> columns = new ArrayList<>();
    feed.fields()
        .forEach(
            field ->
                columns.add(new Column(field.name(), ColumnType.valueOf(field.type().name()))));
    columns.addAll(ORIGIN);
    return List.copyOf(columns);
  }

  private static List<Column> quarantine() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("topic", ColumnType.STRING));
    columns.addAll(ORIGIN);
    columns.add(new Column("reason", ColumnType.STRING));
    columns.add(new Column("field", ColumnType.STRING));
    columns.add(new Column("detail", ColumnType.STRING));
    columns.add(new Column("payload", ColumnType.BINARY));
    columns.add(new Column("rule", ColumnType.STRING));
    return List.copyOf(columns);
  }
}
