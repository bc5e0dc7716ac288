package io.millrace.ingest.collect;

import io.millrace.ingest.address.Geography;
import io.millrace.ingest.address.InvalidGeographyException;
import io.millrace.ingest.address.Whereabouts;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Leaves the place out where the database is damaged, and says so the first time: a record is worth
 * more than where it came from.
 */
final class OptionalPlaces implements Geography {
  private final Geography geography;
  private final Consumer<String> say;
  private final AtomicBoolean told = new AtomicBoolean();

  OptionalPlaces(Geography geography, Consumer<String> say) {
    this.geography = geography;
    this.say = say;
  }

  @Override
  public Whereabouts whereaboutsOf(String address) {
    try {
      return geography.whereaboutsOf(address);
    } catch (InvalidGeographyException e) {
      if (told.compareAndSet(false, true)) {
        say.accept("Records are taken without places that cannot be read: " + e.getMessage());
      }
      return Whereabouts.UNKNOWN;
    }
  }
}
