package io.millrace.streaming.parquet;

import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;

/**
 * A column's current value, as {@link RowFile} takes it. What stands in a dictionary is converted
 * once.
 */
final class ColumnValue extends PrimitiveConverter {

  private final ColumnType type;
  private Object[] dictionary;
  private Object current;

  ColumnValue(ColumnType type) {
    this.type = type;
  }

  Object current() {
    return current;
  }

  void clear() {
    current = null;
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary encoded) {
    dictionary = new Object[encoded.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] =
          switch (type) {
            case STRING, MONEY, BINARY -> converted(encoded.decodeToBinary(id));
            case INT, DATE -> encoded.decodeToInt(id);
            case LONG, TIMESTAMP -> encoded.decodeToLong(id);
            case DOUBLE -> encoded.decodeToDouble(id);
            case BOOLEAN -> encoded.decodeToBoolean(id);
          };
    }
  }

  @Override
  public void addValueFromDictionary(int id) {
    current = dictionary[id];
  }

  @Override
  public void addBinary(Binary value) {
    current = converted(value);
  }

  @Override
  public void addInt(int value) {
    current = value;
  }

  @Override
  public void addLong(long value) {
    current = value;
  }

  @Override
  public void addDouble(double value) {
    current = value;
  }

  @Override
  public void addBoolean(boolean value) {
    current = value;
  }

  private Object converted(Binary value) {
    return switch (type) {
      case STRING -> value.toStringUsingUTF8();
      case MONEY -> value.toByteBuffer().getLong();
      default -> value.getBytes();
    };
  }
}
