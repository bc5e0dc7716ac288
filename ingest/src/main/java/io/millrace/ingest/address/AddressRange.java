package io.millrace.ingest.address;

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
  /** What texts of ranges look like, for messages. */
  public static final String LEGAL = "an IP address or a range such as 10.0.0.0/8";

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";

  /** Names, and what is nearly an address, would be looked up and mean another one tomorrow. */
  private static final Pattern LITERAL =
      Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static AddressRange parse(String text) {
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
  public static InetAddress address(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      return null;
    }
  }

  /** Whether the address lies in it. */
  public boolean contains(InetAddress address) {
    byte[] one = network.getAddress();
    byte[] other = address.getAddress();
    int bytes = prefix / 8;
    int bits = prefix % 8;
    return one.length == other.length
        && Arrays.equals(one, 0, bytes, other, 0, bytes)
        && (bits == 0 || ((one[bytes] ^ other[bytes]) & 0xff) >>> (8 - bits) == 0);
  }
}
