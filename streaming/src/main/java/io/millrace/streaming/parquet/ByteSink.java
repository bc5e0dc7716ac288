package io.millrace.streaming.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bytes in the order in which Parquet wants them; emptied and used again. */
final class ByteSink {

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int FIRST_CAPACITY = 256;

  private byte[] bytes = new byte[FIRST_CAPACITY];
  private int length;

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  void put(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  void putInt(int number) {
    reserve(Integer.BYTES);
    INT.set(bytes, length, number);
    length += Integer.BYTES;
  }

  void setInt(int at, int number) {
    INT.set(bytes, at, number);
  }

  int intAt(int at) {
    return (int) INT.get(bytes, at);
  }

  void putLong(long number) {
    reserve(Long.BYTES);
    LONG.set(bytes, length, number);
    length += Long.BYTES;
  }

  void putBigEndian(long number) {
    reserve(Long.BYTES);
    BIG_ENDIAN_LONG.set(bytes, length, number);
    length += Long.BYTES;
  }

  void put(byte[] from, int offset, int count) {
    reserve(count);
    System.arraycopy(from, offset, bytes, length, count);
    length += count;
  }

  /** A number in groups of seven bits, the lowest first. */
  void putVarInt(int number) {
    int rest = number;
    while ((rest & ~0x7f) != 0) {
      put((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    put(rest);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      int least = Math.addExact(length, more);
      bytes =
          Arrays.copyOf(
              bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(least, 2L * bytes.length)));
    }
  }
}
