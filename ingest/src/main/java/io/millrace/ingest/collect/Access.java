package io.millrace.ingest.collect;

import io.millrace.ingest.address.AddressRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may send.
 *
 * @param origins web sites whose pages may, as {@code scheme://host[:port]}; {@code *} for any
 * @param apiKeys the file of keys of which a request must name one; empty for no keys
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 */
public record Access(
    List<String> origins, Optional<Path> apiKeys, List<AddressRange> trustedProxies) {
  /** Whoever reaches the collector may send, but no web page of another site. */
  public static final Access OPEN = new Access(List.of(), Optional.empty(), List.of());

  public Access {
    origins = List.copyOf(origins);
    trustedProxies = List.copyOf(trustedProxies);
  }
}
