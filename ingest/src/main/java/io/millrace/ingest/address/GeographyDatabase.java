package io.millrace.ingest.address;

import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import com.maxmind.db.Reader.FileMode;
import io.millrace.model.declaration.Problem;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A MaxMind DB file in memory. What was found is remembered by address, for so many addresses as
 * there are places for; of two addresses of the same place the later one stays.
 */
final class GeographyDatabase implements Geography {
  private static final int REMEMBERED = 1 << 14;

  /** Nothing longer is an address: eight groups, the last two of them written as IPv4. */
  private static final int LONGEST_ADDRESS = 45;

  private static final int NETWORKS_TRIED = 1_000;
  private static final int IPV6 = 6;

  private final Path file;
  private final Reader reader;
  private final AtomicReferenceArray<Found> remembered = new AtomicReferenceArray<>(REMEMBERED);

  private record Found(String address, Whereabouts where) {}

  private GeographyDatabase(Path file, Reader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * Reads a database.
   *
   * @throws IOException saying why when it cannot be read, is no such database, or has no countries
   */
  static GeographyDatabase read(Path file) throws IOException {
    GeographyDatabase database;
    try {
      // In memory and not mapped: a mapped file that is overwritten ends the process.
      database = new GeographyDatabase(file, new Reader(file.toFile(), FileMode.MEMORY));
      if (database.hasCountries()) {
        return database;
      }
    } catch (InvalidNetworkException | RuntimeException e) {
      throw new IOException("damaged: " + e, e);
    }
    throw new IOException(
        "its records have no countries: it is of type "
            + database.reader.getMetadata().getDatabaseType());
  }

  @Override
  public Whereabouts whereaboutsOf(String address) {
    if (address == null || address.length() > LONGEST_ADDRESS) {
      return Whereabouts.UNKNOWN;
    }
    int hash = address.hashCode();
    int place = (hash ^ (hash >>> 16)) & (REMEMBERED - 1);
    Found found = remembered.get(place);
    if (found == null || !found.address().equals(address)) {
      found = new Found(address, find(address));
      remembered.set(place, found);
    }
    return found.where();
  }

  private Whereabouts find(String text) {
    InetAddress address = AddressRange.address(text);
    if (address == null
        || SpecialAddresses.include(address)
        || (address instanceof Inet6Address && reader.getMetadata().getIpVersion() != IPV6)) {
      return Whereabouts.UNKNOWN;
    }
    try {
      Map<?, ?> fields = reader.get(address, Map.class);
      return fields == null ? Whereabouts.UNKNOWN : Whereabouts.of(fields);
    } catch (IOException | RuntimeException e) {
      throw new InvalidGeographyException(
          List.of(
              new Problem(
                  file.toString(), "", "damaged: " + e.getMessage(), "a whole MaxMind DB file")));
    }
  }

  /** Whether any of the first networks has a country, so that an empty or another kind is told. */
  private boolean hasCountries() throws IOException, InvalidNetworkException {
    Networks<?> networks = reader.networks(Map.class);
    for (int i = 0; i < NETWORKS_TRIED && networks.hasNext(); i++) {
      if (networks.next().getData() instanceof Map<?, ?> fields
          && Whereabouts.of(fields).country() != null) {
        return true;
      }
    }
    return false;
  }
}
