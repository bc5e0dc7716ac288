package io.millrace.model.record;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/** Rows as Avro's own library writes and reads them. */
final class AvroRecords {
  private AvroRecords() {}

  static Schema schema(Feed feed) {
    return new Schema.Parser().parse(feed.avsc());
  }

  static byte[] encode(Feed feed, Object[] row) throws IOException {
    Schema schema = schema(feed);
    GenericRecord record = new GenericData.Record(schema);
    for (int i = 0; i < row.length; i++) {
      record.put(i, toAvro(feed.fields().get(i), row[i]));
    }
    ByteBuffer message =
        new BinaryMessageEncoder<GenericRecord>(new GenericData(), schema).encode(record);
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return bytes;
  }

  static Object[] decode(Feed feed, byte[] message) throws IOException {
    GenericRecord record =
        new BinaryMessageDecoder<GenericRecord>(new GenericData(), schema(feed)).decode(message);
    Object[] row = new Object[feed.fields().size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = fromAvro(feed.fields().get(i), record.get(i));
    }
    return row;
  }

  private static Object toAvro(Field field, Object value) {
    boolean money = field.type() == FieldType.MONEY && value != null;
    return money ? ByteBuffer.wrap(BigInteger.valueOf((Long) value).toByteArray()) : value;
  }

  private static Object fromAvro(Field field, Object value) {
    if (value == null) {
      return null;
    }
    return switch (field.type()) {
      case STRING -> value.toString();
      case MONEY -> new BigInteger(((ByteBuffer) value).array()).longValueExact();
      default -> value;
    };
  }
}
