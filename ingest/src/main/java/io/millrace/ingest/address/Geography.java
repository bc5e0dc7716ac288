package io.millrace.ingest.address;

import io.millrace.model.feed.Feed;
import java.nio.file.Path;
import java.util.Collection;

/** Knows where addresses are. Safe for use by many threads. */
public interface Geography {

  /** Knows nothing, so that nothing is filled in. */
  Geography NONE = address -> Whereabouts.UNKNOWN;

  /**
   * Where that address is. Nothing is asked of any other machine.
   *
   * @param address in numbers; of anything else, null, and addresses that are nobody's on the
   *     internet, nothing is known
   * @throws InvalidGeographyException when the database is damaged where the address would be
   */
  Whereabouts whereaboutsOf(String address);

  /**
   * What those feeds need: {@link #NONE} when none of them asks where an address is, else the
   * database that the settings name, read into memory, so that its file may be replaced meanwhile.
   *
   * @param settings the file {@code conf/geography.yaml}
   * @throws InvalidGeographyException naming what is wrong with the settings or the database
   */
  static Geography of(Path settings, Collection<Feed> feeds) throws InvalidGeographyException {
    return feeds.stream().anyMatch(Feed::locatesAddresses)
        ? new GeographySettings(settings).open()
        : NONE;
  }
}
