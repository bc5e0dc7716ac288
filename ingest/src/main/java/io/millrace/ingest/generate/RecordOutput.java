package io.millrace.ingest.generate;

import java.util.Collection;

/** Where generated records go. For one thread. */
public interface RecordOutput extends AutoCloseable {

  /** How many records it may hold without knowing that they have arrived. */
  int mostInFlight();

  /**
   * Takes a record. It keeps the row until the record has arrived, so nobody may change it.
   *
   * @return what it took
   * @throws OutputFailedException when it did not take it, or an earlier record did not arrive; no
   *     further one can be sent
   */
  Handed send(Generated record) throws OutputFailedException;

  /**
   * Waits until it is known of every record whether it has arrived. Does not throw: what failed is
   * told by {@link #failure}.
   *
   * @return those that were taken and have not arrived, or not for sure
   */
  Collection<Handed> settle();

  /** Why records did not arrive, or null. */
  OutputFailedException failure();

  @Override
  void close();
}
