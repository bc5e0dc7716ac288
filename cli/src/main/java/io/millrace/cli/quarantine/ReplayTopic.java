package io.millrace.cli.quarantine;

import io.millrace.model.landing.PartitionOffset;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A feed's topic, as far as replays of its quarantine need it. */
interface ReplayTopic extends AutoCloseable {

  /** How long after it was handed over a record may still come onto the topic. */
  Duration mayTakeUntilThere();

  /** The offset that the next record of each partition gets. */
  List<PartitionOffset> ends() throws IOException;

  /**
   * Sends records, each with its header, and returns when all are acknowledged.
   *
   * @param run the run that they belong to
   * @param before nothing may be handed over at this instant or later
   * @return where each is on the topic now, by where the refused one lies
   * @throws IOException if not all were acknowledged in time: which of them are on the topic is
   *     known only by looking there, {@link #mayTakeUntilThere} later
   */
  Map<Coordinates, Coordinates> send(String run, List<Sendable> records, Instant before)
      throws IOException;

  /**
   * Looks which refused records a run has sent again.
   *
   * @param from where to begin to look in each partition
   * @param noted when the sending was about to begin
   * @return where each is on the topic, by where the refused one lies
   */
  Map<Coordinates, Coordinates> sentBy(String run, List<PartitionOffset> from, Instant noted)
      throws IOException;

  @Override
  void close();
}
