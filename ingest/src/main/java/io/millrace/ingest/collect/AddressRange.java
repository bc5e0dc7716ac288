package io.millrace.ingest.collect;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of addresses: {@code 10.0.0.0/8}, {@code ::1}.
 *
 * @param network its first address
 * @param prefix bits that all have in common
 */
public record AddressRange(InetAddress network, int prefix) {
  static final String LEGAL = "an IP address or a range such as 10.0.0.0/8";

  /** Names would be looked up, and mean another address tomorrow. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException when it is none
   */
  static AddressRange parse(String text) {
    String[] parts = text.split("/", -1);
    InetAddress network = parts.length > 2 ? null : address(parts[0]);
    if (network == null) {
      throw new IllegalArgumentException(text + " is no range of addresses");
    }
    int bits = network.getAddress().length * 8;
    int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(text + " is no range of addresses");
    }
    return new AddressRange(network, prefix);
  }

  /** The address that a text writes in numbers, or null. */
  static InetAddress address(String text) {
    boolean literal = LITERAL.matcher(text).matches();
    if (!literal || (text.indexOf(':') < 0 && !IPV4.matcher(text).matches())) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  boolean contains(InetAddress address) {
    byte[] one = network.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    int shift = one.length * 8 - prefix;
    return Arrays.equals(
        new BigInteger(1, one).shiftRight(shift).toByteArray(),
        new BigInteger(1, other).shiftRight(shift).toByteArray());
  }
}
