package io.millrace.model.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes a feed's wire format, which {@link RecordDecoder} reads: one JSON object in UTF-8 on one
 * line, fields in the feed's order, nulls left out, instants as ISO-8601 in UTC, money as an exact
 * number. What it writes, the decoder gives back equal, but for the event time's limits, which
 * depend on the feed and the Kafka time. May be used by several threads.
 */
public final class RecordEncoder {
  private static final int TYPICAL_SIZE = 512;

  private final JsonFactory json = new JsonFactory();
  private final List<Field> fields;
  private final List<SerializedString> names;

  public RecordEncoder(Feed feed) {
    this.fields = feed.fields();
    this.names = fields.stream().map(f -> new SerializedString(f.name())).toList();
  }

  /**
   * The wire form of that row.
   *
   * @param values in the order of the feed's fields
   * @throws IllegalArgumentException when it is no row of the feed: a value of another class or
   *     outside its type's range, an unpaired surrogate, a required field null or empty
   */
  public byte[] encode(Object[] values) {
    if (values.length != fields.size()) {
      throw new IllegalArgumentException(
          "A row has " + fields.size() + " values, not " + values.length + ".");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL_SIZE);
    try (JsonGenerator out = json.createGenerator(bytes)) {
      out.writeStartObject();
      for (int i = 0; i < values.length; i++) {
        Field field = fields.get(i);
        if (field.required() && (values[i] == null || "".equals(values[i]))) {
          throw illegal(field, values[i], "it is required");
        }
        if (values[i] != null) {
          out.writeFieldName(names.get(i));
          write(out, field, values[i]);
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory cannot fail.", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator out, Field field, Object value) throws IOException {
    if (!field.type().javaType().isInstance(value)) {
      throw illegal(field, value, "it takes " + field.type().javaType().getSimpleName());
    }
    switch (field.type()) {
      case STRING -> out.writeString(wellFormed(field, (String) value));
      case INT -> out.writeNumber((Integer) value);
      case LONG -> out.writeNumber((Long) value);
      case DOUBLE -> out.writeNumber(finite(field, (Double) value));
      case BOOLEAN -> out.writeBoolean((Boolean) value);
      case MONEY -> out.writeNumber(money(field, (Long) value));
      case TIMESTAMP -> out.writeString(instant(field, (Long) value));
      case DATE -> out.writeString(date(field, (Integer) value));
    }
  }

  private static String wellFormed(Field field, String text) {
    ValueReader reader = new ValueReader();
    if (field.type() == FieldType.STRING && !reader.read(field, text)) {
      throw illegal(field, text, reader.refused().detail());
    }
    return text;
  }

  private static double finite(Field field, double number) {
    if (!Double.isFinite(number)) {
      throw illegal(field, number, "it takes finite numbers");
    }
    return number;
  }

  private static String money(Field field, long scaled) {
    if (!ValueRange.holdsMoney(scaled)) {
      throw illegal(field, scaled, "it takes DECIMAL(18,4)");
    }
    if (scaled == 0) {
      return "0";
    }
    return BigDecimal.valueOf(scaled, ValueRange.MONEY_SCALE).stripTrailingZeros().toPlainString();
  }

  private static String instant(Field field, long micros) {
    if (!ValueRange.holdsMicros(micros)) {
      throw illegal(field, micros, "it takes microseconds from 1900 to 9999");
    }
    long seconds = Math.floorDiv(micros, 1_000_000L);
    return Instant.ofEpochSecond(seconds, Math.floorMod(micros, 1_000_000L) * 1_000L).toString();
  }

  private static String date(Field field, int epochDay) {
    if (!ValueRange.holdsDay(epochDay)) {
      throw illegal(field, epochDay, "it takes days from 1900 to 9999");
    }
    return LocalDate.ofEpochDay(epochDay).toString();
  }

  private static IllegalArgumentException illegal(Field field, Object value, String why) {
    return new IllegalArgumentException(
        "Field "
            + field.name()
            + " cannot be "
            + ValueReader.quote(String.valueOf(value))
            + ": "
            + why
            + ".");
  }
}
