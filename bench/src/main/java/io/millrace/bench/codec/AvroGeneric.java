package io.millrace.bench.codec;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FieldType;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;

/** Avro as one writes and reads it with its generic records and message classes. */
final class AvroGeneric {
  private final Feed feed;
  private final Schema schema;
  private final BinaryMessageEncoder<GenericRecord> encoder;
  private final BinaryMessageDecoder<GenericRecord> decoder;

  AvroGeneric(Feed feed) {
    this.feed = feed;
    this.schema = new Schema.Parser().parse(feed.avsc());
    this.encoder = new BinaryMessageEncoder<>(new GenericData(), schema);
    this.decoder = new BinaryMessageDecoder<>(new GenericData(), schema);
  }

  byte[] encode(Object[] row) throws IOException {
    GenericRecord record = new GenericData.Record(schema);
    for (int i = 0; i < row.length; i++) {
      boolean money = feed.fields().get(i).type() == FieldType.MONEY && row[i] != null;
      record.put(
          i, money ? ByteBuffer.wrap(BigInteger.valueOf((Long) row[i]).toByteArray()) : row[i]);
    }
    ByteBuffer message = encoder.encode(record);
    byte[] bytes = new byte[message.remaining()];
    message.get(bytes);
    return bytes;
  }

  Object[] decode(byte[] value) throws IOException {
    GenericRecord record = decoder.decode(value);
    Object[] row = new Object[feed.fields().size()];
    for (int i = 0; i < row.length; i++) {
      Object read = record.get(i);
      if (read instanceof CharSequence text) {
        row[i] = text.toString();
      } else if (read instanceof ByteBuffer amount) {
        byte[] bytes = new byte[amount.remaining()];
        amount.get(bytes);
        row[i] = new BigInteger(bytes).longValueExact();
      } else {
        row[i] = read;
      }
    }
    return row;
  }
}
