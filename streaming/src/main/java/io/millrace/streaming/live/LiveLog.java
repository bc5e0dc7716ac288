package io.millrace.streaming.live;

import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStore;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.HdfsLandingStore;
import io.millrace.streaming.PartitionCatalog;
import java.util.List;

/**
 * A log of final rows with its tables.
 *
 * @param paths where they are
 * @param store the log, and what readers know of the tables
 * @param retention what it drops of them
 */
public record LiveLog(LandingPaths paths, LandingStore store, LiveRetention retention) {

  /**
   * In the zones of the application.
   *
   * @param tables those that the log writes
   */
  public static LiveLog of(
      FeedContext context, LandingPaths paths, PartitionCatalog catalog, List<LiveTable> tables) {
    return new LiveLog(
        paths,
        new HdfsLandingStore(context.files(), paths, catalog, context.clock()),
        new LiveRetention(
            paths,
            context.files(),
            catalog,
            tables,
            context.settings().streaming().compaction().grace(),
            context.clock()));
  }
}
