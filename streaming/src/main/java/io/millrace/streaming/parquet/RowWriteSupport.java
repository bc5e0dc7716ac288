package io.millrace.streaming.parquet;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands a row's values to Parquet, without a record class between. */
final class RowWriteSupport extends WriteSupport<Object[]> {

  private final List<Column> columns;
  private RecordConsumer consumer;

  RowWriteSupport(List<Column> columns) {
    this.columns = columns;
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return new WriteContext(RowSchema.of(columns), Map.of("writer.model.name", "millrace"));
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    this.consumer = recordConsumer;
  }

  @Override
  public void write(Object[] row) {
    consumer.startMessage();
    for (int i = 0; i < row.length; i++) {
      if (row[i] != null) {
        Column column = columns.get(i);
        consumer.startField(column.name(), i);
        writeValue(column.type(), row[i]);
        consumer.endField(column.name(), i);
      }
    }
    consumer.endMessage();
  }

  private void writeValue(ColumnType type, Object value) {
    switch (type) {
      case STRING -> consumer.addBinary(Binary.fromString((String) value));
      case INT, DATE -> consumer.addInteger((Integer) value);
      case LONG, TIMESTAMP -> consumer.addLong((Long) value);
      case DOUBLE -> consumer.addDouble((Double) value);
      case BOOLEAN -> consumer.addBoolean((Boolean) value);
      case MONEY ->
          consumer.addBinary(
              Binary.fromConstantByteArray(
                  ByteBuffer.allocate(RowSchema.MONEY_BYTES).putLong((Long) value).array()));
      case BINARY -> consumer.addBinary(Binary.fromConstantByteArray((byte[]) value));
    }
  }
}
