package io.millrace.model.record;

import java.util.Arrays;

/**
 * A record that its feed accepts.
 *
 * @param values in the order of the feed's fields, of the classes that {@link
 *     io.millrace.model.feed.FieldType} names, null where absent; fresh for each record and owned
 *     by the caller
 * @param eventTimeMicros microseconds since 1970-01-01T00:00:00Z
 */
@SuppressWarnings(
    "ArrayRecordComponent") // a row is handed on once per record; a list would cost a copy
public record Valid(Object[] values, long eventTimeMicros) implements Decoded {
  @Override
  public boolean equals(Object other) {
    return other instanceof Valid that
        && eventTimeMicros == that.eventTimeMicros
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(eventTimeMicros) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Valid" + Arrays.toString(values);
  }
}
