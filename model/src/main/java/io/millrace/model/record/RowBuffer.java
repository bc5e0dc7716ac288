package io.millrace.model.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.Field;
import io.millrace.model.feed.FieldType;
import java.util.Arrays;

/**
 * A row without objects: numbers, and texts as slices of the bytes that they were found in. It is
 * filled for one record after the other, so whoever needs a value longer copies it; texts are good
 * for as long as the record's bytes are.
 *
 * <p>For thread-confined use.
 */
public final class RowBuffer implements RowView {
  private final FieldType[] types;
  private final boolean[] present;
  private final long[] numbers;
  private final byte[][] texts;
  private final int[] from;
  private final int[] lengths;
  private final TextCache strings;

  /** An empty row of that feed. */
  public RowBuffer(Feed feed) {
    this.types = feed.fields().stream().map(Field::type).toArray(FieldType[]::new);
    this.present = new boolean[types.length];
    this.numbers = new long[types.length];
    this.texts = new byte[types.length][];
    this.from = new int[types.length];
    this.lengths = new int[types.length];
    this.strings = new TextCache(types.length);
  }

  /** How many fields it has. */
  public int size() {
    return types.length;
  }

  /** The type of that field. */
  public FieldType type(int position) {
    return types[position];
  }

  /** Takes every value away. */
  public void clear() {
    Arrays.fill(present, false);
  }

  /** Takes the value away. */
  public void clear(int position) {
    present[position] = false;
  }

  /** Sets what {@link #number} gives. */
  public void set(int position, long number) {
    numbers[position] = number;
    present[position] = true;
  }

  /** Sets a DOUBLE. */
  public void set(int position, double number) {
    set(position, Double.doubleToRawLongBits(number));
  }

  /** Sets a STRING: text in UTF-8, which is not copied. */
  public void set(int position, byte[] in, int start, int length) {
    texts[position] = in;
    from[position] = start;
    lengths[position] = length;
    present[position] = true;
  }

  /** Sets a STRING. */
  public void set(int position, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    set(position, bytes, 0, bytes.length);
  }

  /** Sets the value that has that object; null for none. */
  public void setValue(int position, Object value) {
    if (value == null) {
      clear(position);
      return;
    }
    switch (types[position]) {
      case STRING -> set(position, (String) value);
      case DOUBLE -> set(position, (double) (Double) value);
      case BOOLEAN -> set(position, (Boolean) value ? 1L : 0L);
      case INT, LONG, MONEY, TIMESTAMP, DATE -> set(position, ((Number) value).longValue());
    }
  }

  /** Sets all values. */
  public void setValues(Object[] values) {
    for (int i = 0; i < values.length; i++) {
      setValue(i, values[i]);
    }
  }

  @Override
  public boolean has(int position) {
    return present[position];
  }

  @Override
  public long number(int position) {
    return numbers[position];
  }

  @Override
  public double floating(int position) {
    return Double.longBitsToDouble(numbers[position]);
  }

  /** The array that has a STRING's bytes, at {@link #textFrom}, {@link #textLength} of them. */
  public byte[] textIn(int position) {
    return texts[position];
  }

  /** Where in {@link #textIn} it begins. */
  public int textFrom(int position) {
    return from[position];
  }

  /** A STRING's length in bytes. */
  public int textLength(int position) {
    return lengths[position];
  }

  @Override
  public String text(int position) {
    return strings.text(position, texts[position], from[position], lengths[position]);
  }

  @Override
  public boolean isEmpty(int position) {
    return types[position] == FieldType.STRING && lengths[position] == 0;
  }

  @Override
  public Object value(int position) {
    if (!present[position]) {
      return null;
    }
    return switch (types[position]) {
      case STRING -> text(position);
      case INT, DATE -> (Object) (int) numbers[position];
      case LONG, MONEY, TIMESTAMP -> numbers[position];
      case DOUBLE -> floating(position);
      case BOOLEAN -> numbers[position] != 0;
    };
  }

  /** All values, in an array of their own. */
  public Object[] values() {
    Object[] values = new Object[types.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(i);
    }
    return values;
  }
}
