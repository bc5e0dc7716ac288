package io.millrace.ingest.address;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that are nobody's on the internet: of one's own machine or network, of examples, of
 * groups. Databases are made from registries, which list some of them as their own.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6890">RFC 6890, whose registries list them</a>
 */
final class SpecialAddresses {
  private static final List<AddressRange> RANGES =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "::/127",
              "2001:db8::/32",
              "fc00::/7",
              "fe80::/10",
              "ff00::/8")
          .map(AddressRange::parse)
          .toList();

  private SpecialAddresses() {}

  static boolean include(InetAddress address) {
    return RANGES.stream().anyMatch(range -> range.contains(address));
  }
}
