package io.millrace.warehouse.repair;

import io.millrace.warehouse.publish.PartitionKey;
import io.millrace.warehouse.publish.PublishException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.OptionalLong;

/** What a repair asks of the curated tables. */
public interface Warehouse {

  /** Whether an hour has been curated. */
  boolean isCurated(String feed, PartitionKey hour) throws PublishException;

  /**
   * Up to which landing batch an hour has been curated; empty when it has not been, and when nobody
   * said.
   */
  OptionalLong curatedUpTo(String feed, PartitionKey hour) throws PublishException;

  /**
   * Whether the marts of a day have been computed, and retention has left what they were made from.
   */
  boolean hasMarts(LocalDate day) throws PublishException;

  /** Whether nothing is left of what landed of a feed on a day: retention has dropped it. */
  boolean isDropped(String feed, LocalDate day) throws PublishException;

  /** Whether sessions are made from a feed, so that days hang together. */
  boolean hasSessions(String feed);

  /**
   * The days of which sessions could go on when they were made and are known to have ended or gone
   * on by now.
   */
  NavigableSet<LocalDate> daysToFinish() throws IOException, PublishException;
}
