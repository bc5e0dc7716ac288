package io.millrace.model.record;

import java.util.OptionalLong;

/** The frame of Avro's single-object encoding. */
public final class AvroMessage {
  static final int MARKER_0 = 0xc3;
  static final int MARKER_1 = 0x01;

  /** Marker and fingerprint. */
  static final int HEADER_BYTES = 10;

  private AvroMessage() {}

  /**
   * Whether those bytes claim to be one. Text in UTF-8 never does: {@code C3} begins a character of
   * two bytes, of which {@code 01} cannot be the second.
   */
  public static boolean begins(byte[] value) {
    return value.length >= 2 && (value[0] & 0xff) == MARKER_0 && value[1] == MARKER_1;
  }

  /** The fingerprint of the writer's schema, or empty for what is no message. */
  public static OptionalLong fingerprint(byte[] value) {
    if (value == null || value.length < HEADER_BYTES || !begins(value)) {
      return OptionalLong.empty();
    }
    long fingerprint = 0;
    for (int i = HEADER_BYTES - 1; i >= 2; i--) {
      fingerprint = (fingerprint << 8) | (value[i] & 0xff);
    }
    return OptionalLong.of(fingerprint);
  }
}
