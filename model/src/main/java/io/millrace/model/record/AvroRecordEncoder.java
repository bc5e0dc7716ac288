package io.millrace.model.record;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import java.util.List;

/**
 * Writes records in Avro's single-object encoding: the marker {@code C3 01}, the fingerprint of the
 * feed's schema, the binary record. Any Avro library that knows the schema reads it.
 *
 * @see <a href="https://avro.apache.org/docs/1.11.4/specification/#single-object-encoding">Avro's
 *     specification</a>
 */
public final class AvroRecordEncoder implements WireEncoder {
  private static final boolean[] NONE_SPECIAL = new boolean[128];

  private final List<Field> fields;
  private final long fingerprint;
  private final GrowingBytes out = new GrowingBytes();

  public AvroRecordEncoder(Feed feed) {
    this.fields = feed.fields();
    this.fingerprint = feed.fingerprint();
  }

  @Override
  public byte[] encode(Object[] row) {
    RowCheck.size(row, fields);
    out.clear();
    out.put(AvroMessage.MARKER_0);
    out.put(AvroMessage.MARKER_1);
    out.putLittleEndian(fingerprint);
    for (int i = 0; i < row.length; i++) {
      Field field = fields.get(i);
      RowCheck.required(field, row[i]);
      if (!field.required()) {
        // The branch of the union with null, which stands first.
        whole(row[i] == null ? 0 : 1);
      }
      if (row[i] != null) {
        RowCheck.type(field, row[i]);
        write(field, row[i]);
      }
    }
    return out.copy();
  }

  private void write(Field field, Object value) {
    switch (field.type()) {
      case STRING -> text(field, (String) value);
      case INT -> whole((Integer) value);
      case LONG -> whole((Long) value);
      case DOUBLE ->
          out.putLittleEndian(Double.doubleToRawLongBits(RowCheck.finite(field, (Double) value)));
      case BOOLEAN -> out.put((Boolean) value ? 1 : 0);
      case MONEY -> money(RowCheck.money(field, (Long) value));
      case TIMESTAMP -> whole(RowCheck.micros(field, (Long) value));
      case DATE -> whole(RowCheck.day(field, (Integer) value));
    }
  }

  /** Variable-length zig-zag, the same for int and long. */
  private void whole(long number) {
    long rest = (number << 1) ^ (number >> 63);
    while ((rest & ~0x7fL) != 0) {
      out.put((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.put((int) rest);
  }

  private void text(Field field, String text) {
    int start = out.length();
    whole(text.length());
    int plain = out.putWhilePlain(text, NONE_SPECIAL);
    if (plain < text.length()) {
      // Not ASCII, so the length in bytes is another one.
      out.cutTo(start);
      whole(utf8Length(field, text));
      utf8(text);
    }
  }

  private static long utf8Length(Field field, String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        length++;
      } else if (c < 0x800) {
        length += 2;
      } else if (RowCheck.pair(field, text, i)) {
        length += 4;
        i++;
      } else {
        length += 3;
      }
    }
    return length;
  }

  private void utf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out.put(c);
      } else if (Character.isHighSurrogate(c)) {
        out.putUtf8(c, text.charAt(++i));
      } else {
        out.putUtf8(c);
      }
    }
  }

  /** The unscaled number in as few bytes of two's complement as it needs, the highest first. */
  private void money(long scaled) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(scaled < 0 ? ~scaled : scaled);
    int length = bits / Byte.SIZE + 1;
    whole(length);
    for (int i = length - 1; i >= 0; i--) {
      out.put((int) (scaled >> (Byte.SIZE * i)));
    }
  }
}
