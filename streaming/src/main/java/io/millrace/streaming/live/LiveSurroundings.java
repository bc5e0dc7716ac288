package io.millrace.streaming.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.PartitionCatalog;
import java.time.Duration;
import java.util.List;

/** What an attempt connects to; it closes what it was given. */
interface LiveSurroundings {

  /**
   * A feed's topic.
   *
   * @param share a batch takes at most what {@code live.max_offsets} allows in that time
   */
  LiveSource source(Feed feed, Duration share);

  MetricsTopic metrics();

  PartitionCatalog catalog();

  /**
   * The live log.
   *
   * @param tables those that it writes
   */
  LiveLog log(PartitionCatalog catalog, List<LiveTable> tables);
}
