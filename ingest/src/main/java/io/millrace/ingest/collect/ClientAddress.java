package io.millrace.ingest.collect;

import io.millrace.ingest.address.AddressRange;
import java.net.InetAddress;
import java.util.List;

/**
 * Finds whose request it is. {@code X-Forwarded-For} counts only when the connection comes from a
 * trusted proxy: anybody can write that header.
 */
final class ClientAddress {
  private final List<AddressRange> trustedProxies;

  ClientAddress(List<AddressRange> trustedProxies) {
    this.trustedProxies = List.copyOf(trustedProxies);
  }

  /**
   * The address nearest to us that is no trusted proxy.
   *
   * @param peer of the connection
   * @param forwardedFor the header's value, or null
   */
  String of(InetAddress peer, String forwardedFor) {
    InetAddress client = peer;
    if (forwardedFor != null) {
      String[] hops = forwardedFor.split(",", -1);
      for (int i = hops.length - 1; i >= 0 && isTrusted(client); i--) {
        InetAddress hop = AddressRange.address(hops[i].strip());
        if (hop == null) {
          break;
        }
        client = hop;
      }
    }
    return client.getHostAddress();
  }

  private boolean isTrusted(InetAddress address) {
    return trustedProxies.stream().anyMatch(range -> range.contains(address));
  }
}
