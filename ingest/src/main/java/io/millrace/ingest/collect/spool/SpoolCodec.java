package io.millrace.ingest.collect.spool;

import io.millrace.ingest.collect.spool.SpoolEntry.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An entry on disk: length of the payload and its CRC-32C, 4 bytes each, big-endian, then the
 * payload: kind (1 byte), length of the key or -1 (4 bytes), key, value.
 */
final class SpoolCodec {
  static final int HEAD_BYTES = 8;

  /** More than the largest record; a length beyond it is no length. */
  static final int LONGEST_PAYLOAD = 4 * 1024 * 1024;

  private static final int LEAST_PAYLOAD = 5;

  private SpoolCodec() {}

  static ByteBuffer encode(List<SpoolEntry> entries) {
    int size = 0;
    for (SpoolEntry entry : entries) {
      size = Math.addExact(size, HEAD_BYTES + payloadBytes(entry));
    }
    byte[] bytes = new byte[size];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    for (SpoolEntry entry : entries) {
      put(entry, bytes, out);
    }
    return out.flip();
  }

  private static int payloadBytes(SpoolEntry entry) {
    int bytes =
        LEAST_PAYLOAD + (entry.key() == null ? 0 : entry.key().length) + entry.value().length;
    if (bytes > LONGEST_PAYLOAD) {
      throw new IllegalArgumentException("An entry of " + bytes + " bytes is too long to spool.");
    }
    return bytes;
  }

  private static void put(SpoolEntry entry, byte[] bytes, ByteBuffer out) {
    int length = payloadBytes(entry);
    int start = out.position() + HEAD_BYTES;
    out.putInt(length).putInt(0);
    out.put(entry.kind().code());
    out.putInt(entry.key() == null ? -1 : entry.key().length);
    if (entry.key() != null) {
      out.put(entry.key());
    }
    out.put(entry.value());
    out.putInt(start - 4, crc(bytes, start, length));
  }

  /** Whether that can be a payload's length. */
  static boolean isLength(int length) {
    return length >= LEAST_PAYLOAD && length <= LONGEST_PAYLOAD;
  }

  /** The entry of that payload, or null when it is not what was written. */
  static SpoolEntry decode(byte[] payload, int crc) {
    if (crc(payload, 0, payload.length) != crc) {
      return null;
    }
    ByteBuffer in = ByteBuffer.wrap(payload);
    Kind kind = Kind.of(in.get());
    int keyLength = in.getInt();
    if (kind == null || keyLength < -1 || keyLength > in.remaining()) {
      return null;
    }
    byte[] key = keyLength < 0 ? null : new byte[keyLength];
    if (key != null) {
      in.get(key);
    }
    byte[] value = new byte[in.remaining()];
    in.get(value);
    return new SpoolEntry(kind, key, value);
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
