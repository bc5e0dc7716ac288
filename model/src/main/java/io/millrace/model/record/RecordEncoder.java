package io.millrace.model.record;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import java.util.List;

/**
 * Writes records as JSON: one object in UTF-8 on one line, fields in the feed's order, nulls left
 * out, instants as ISO-8601 in UTC, money as an exact number.
 */
public final class RecordEncoder implements WireEncoder {
  private final List<Field> fields;
  private final byte[][] names;
  private final GrowingBytes out = new GrowingBytes();
  private final JsonValues values = new JsonValues(out);

  public RecordEncoder(Feed feed) {
    this.fields = feed.fields();
    // Names are of letters, digits and underscores only.
    this.names =
        fields.stream().map(f -> JsonValues.ascii(",\"" + f.name() + "\":")).toArray(byte[][]::new);
  }

  @Override
  public byte[] encode(Object[] row) {
    RowCheck.size(row, fields);
    out.clear();
    for (int i = 0; i < row.length; i++) {
      Field field = fields.get(i);
      RowCheck.required(field, row[i]);
      if (row[i] != null) {
        RowCheck.type(field, row[i]);
        out.put(names[i]);
        write(field, row[i]);
      }
    }
    out.put('}');
    byte[] record = out.copy();
    // The first comma; a feed's id is required, so there always is one.
    record[0] = '{';
    return record;
  }

  private void write(Field field, Object value) {
    switch (field.type()) {
      case STRING -> values.text(field, (String) value);
      case INT -> values.whole((Integer) value);
      case LONG -> values.whole((Long) value);
      case DOUBLE -> values.floating(RowCheck.finite(field, (Double) value));
      case BOOLEAN -> values.truth((Boolean) value);
      case MONEY -> values.money(RowCheck.money(field, (Long) value));
      case TIMESTAMP -> values.instant(RowCheck.micros(field, (Long) value));
      case DATE -> values.date(RowCheck.day(field, (Integer) value));
    }
  }
}
