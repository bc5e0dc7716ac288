package io.millrace.acceptance.faults;

import java.time.Duration;

/** What lands the feed while it is being broken. */
interface Landing extends AutoCloseable {

  void start() throws InterruptedException;

  /** Waits until everything that was acknowledged up to then is published. */
  boolean awaitPublished(Inventory.Mark mark, Duration atMost) throws InterruptedException;

  /** How far it is, for a message. */
  String position();

  /** How many drivers have ended so far. */
  int deaths();

  @Override
  void close();
}
