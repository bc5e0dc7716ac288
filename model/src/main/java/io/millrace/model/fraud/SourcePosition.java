package io.millrace.model.fraud;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The headers of a score or an alert that say where its payment lies. */
public final class SourcePosition {

  /** The payment's partition, a decimal number in ASCII. */
  public static final String PARTITION = "millrace-source-partition";

  /** The payment's offset, a decimal number in ASCII. */
  public static final String OFFSET = "millrace-source-offset";

  private SourcePosition() {}

  /** A header's value. */
  public static byte[] value(long number) {
    return Long.toString(number).getBytes(US_ASCII);
  }

  /**
   * The number that a header's value is.
   *
   * @throws NumberFormatException when it is none
   */
  public static long number(byte[] value) {
    return Long.parseLong(new String(value, US_ASCII));
  }
}
