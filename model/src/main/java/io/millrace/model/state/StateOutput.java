package io.millrace.model.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes state: small numbers take few bytes. */
public final class StateOutput {
  private static final int TYPICAL_SIZE = 64;

  private byte[] bytes = new byte[TYPICAL_SIZE];
  private int length;

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  public void writeByte(int b) {
    reserve(1);
    bytes[length++] = (byte) b;
  }

  /** 8 bytes, the highest first. */
  public void writeFixed(long number) {
    reserve(Long.BYTES);
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[length++] = (byte) (number >>> shift);
    }
  }

  /** Seven bits a byte, the lowest first; for numbers that are seldom negative. */
  public void writeVarint(long number) {
    long rest = number;
    while ((rest & ~0x7fL) != 0) {
      writeByte((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    writeByte((int) rest);
  }

  /** As {@link #writeVarint}, but small negative numbers are short too. */
  public void writeSigned(long number) {
    writeVarint(number << 1 ^ number >> 63);
  }

  public void writeText(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Their number and the bytes. */
  public void writeBytes(byte[] all) {
    writeVarint(all.length);
    reserve(all.length);
    System.arraycopy(all, 0, bytes, length, all.length);
    length += all.length;
  }

  private void reserve(int more) {
    if (more > bytes.length - length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, more)));
    }
  }
}
