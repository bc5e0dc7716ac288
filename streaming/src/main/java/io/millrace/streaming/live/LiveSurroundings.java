package io.millrace.streaming.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingStore;
import io.millrace.streaming.PartitionCatalog;

/** What an attempt connects to; it closes what it was given. */
interface LiveSurroundings {

  LiveSource source(Feed feed);

  MetricsTopic metrics();

  PartitionCatalog catalog();

  /** The live log and its tables. */
  LandingStore store(PartitionCatalog catalog);
}
