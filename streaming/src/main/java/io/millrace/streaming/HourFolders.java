package io.millrace.streaming;

import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.LandingPaths;
import io.millrace.streaming.compact.HourBacklog;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the files of a feed's hours go: where readers find the hour, which a compaction moves. The
 * metastore is asked once for an hour, since nobody but the feed's landing moves it.
 *
 * <p>For one thread at a time.
 */
final class HourFolders {

  private static final int KNOWN_AT_ONCE = 10_000;

  private final PartitionCatalog catalog;
  private final LandingPaths paths;
  private final HourBacklog backlog;
  private final Map<String, String> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > KNOWN_AT_ONCE;
        }
      };

  /**
   * @param backlog told of every hour that gets files
   */
  HourFolders(PartitionCatalog catalog, LandingPaths paths, HourBacklog backlog) {
    this.catalog = catalog;
    this.paths = paths;
    this.backlog = backlog;
  }

  /** The folder of an hour of the raw table. */
  String raw(String dt, String hour) {
    return known.computeIfAbsent(
        dt + "/" + hour,
        key ->
            catalog
                .hour(paths.rawTableName(), dt, hour)
                .map(files -> files.location())
                .orElseGet(() -> paths.raw(dt, hour)));
  }

  /** To be told of every record that has been published. */
  void published(CommitRecord record) {
    if (record.compaction() != null) {
      known.put(
          record.compaction().dt() + "/" + record.compaction().hour(),
          record.compaction().folder());
    }
    backlog.add(record, paths.rawTableName());
  }
}
