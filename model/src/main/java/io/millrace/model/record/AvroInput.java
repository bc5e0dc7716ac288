package io.millrace.model.record;

/**
 * Reads Avro's binary encoding from memory. Nothing is allocated that the bytes at hand do not
 * justify, whatever lengths they claim.
 */
final class AvroInput {
  private static final int LONGEST_WHOLE = 10;

  private final byte[] in;
  private int at;

  AvroInput(byte[] in, int from) {
    this.in = in;
    this.at = from;
  }

  /** Bytes that are no record of the schema; the message says where. */
  static final class MalformedException extends Exception {
    MalformedException(String message) {
      // Without a stack: rubbish may come in volume, and nobody looks at it.
      super(message, null, false, false);
    }
  }

  int remaining() {
    return in.length - at;
  }

  /** A variable-length zig-zag number. */
  long whole() throws MalformedException {
    long bits = 0;
    for (int i = 0; i < LONGEST_WHOLE; i++) {
      byte b = next();
      // The tenth byte has room for the last bit only.
      if (i == LONGEST_WHOLE - 1 && (b & 0xfe) != 0) {
        break;
      }
      bits |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return (bits >>> 1) ^ -(bits & 1);
      }
    }
    throw new MalformedException("a number of more than 64 bits at byte " + at);
  }

  int int32() throws MalformedException {
    long number = whole();
    if (number != (int) number) {
      throw new MalformedException("a number of more than 32 bits at byte " + at);
    }
    return (int) number;
  }

  double float64() throws MalformedException {
    require(Double.BYTES, "a double");
    long bits = 0;
    for (int i = Double.BYTES - 1; i >= 0; i--) {
      bits = (bits << 8) | (in[at + i] & 0xff);
    }
    at += Double.BYTES;
    return Double.longBitsToDouble(bits);
  }

  boolean truth() throws MalformedException {
    byte b = next();
    if (b != 0 && b != 1) {
      throw new MalformedException("a boolean of " + b + " at byte " + (at - 1));
    }
    return b == 1;
  }

  /** The length of text or bytes that follow and are there. */
  int length() throws MalformedException {
    long length = whole();
    if (length < 0 || length > remaining()) {
      throw new MalformedException(
          "a length of "
              + length
              + " at byte "
              + at
              + ", where "
              + remaining()
              + " bytes are left");
    }
    return (int) length;
  }

  /** Sets a text of that many bytes; false when they are not UTF-8. */
  boolean text(int length, int position, RowBuffer row) {
    int from = at;
    at += length;
    row.set(position, in, from, length);
    return InputScan.invalidUtf8(in, from, at) < 0;
  }

  /** That byte of those to come. */
  byte peek(int ahead) {
    return in[at + ahead];
  }

  void skip(int bytes) throws MalformedException {
    require(bytes, "a value");
    at += bytes;
  }

  private byte next() throws MalformedException {
    require(1, "a value");
    return in[at++];
  }

  private void require(int bytes, String what) throws MalformedException {
    if (bytes > remaining()) {
      throw new MalformedException("it ends within " + what + " at byte " + in.length);
    }
  }
}
