package io.millrace.streaming.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingStore;
import io.millrace.streaming.PartitionCatalog;
import java.time.Duration;

/** What an attempt connects to; it closes what it was given. */
interface LiveSurroundings {

  /**
   * A feed's topic.
   *
   * @param trigger how often a batch of it may begin: it may be the larger the rarer they are
   */
  LiveSource source(Feed feed, Duration trigger);

  MetricsTopic metrics();

  PartitionCatalog catalog();

  /** The live log and its tables. */
  LandingStore store(PartitionCatalog catalog);
}
