package io.millrace.streaming.fraud;

import io.millrace.model.landing.LandingPaths;
import io.millrace.model.live.LiveTable;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.MetastoreCatalog;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveLog;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.conf.HiveConf;

/**
 * A live log and the tables that it fills.
 *
 * @param catalogs connects an attempt, which closes it
 * @param logs the log and its tables
 */
record OutputLog(
    Supplier<PartitionCatalog> catalogs,
    Function<PartitionCatalog, LiveLog> logs,
    Configuration configuration) {

  /**
   * The live log of that name on the cluster that the application runs on.
   *
   * @param tables those that it writes
   */
  static OutputLog of(FeedContext context, String name, List<LiveTable> tables) {
    LandingPaths paths = LandingPaths.live(context.paths().root(), name);
    Configuration configuration = context.spark().sparkContext().hadoopConfiguration();
    return new OutputLog(
        () -> MetastoreCatalog.connect(new HiveConf(configuration, OutputLog.class), paths),
        catalog -> LiveLog.of(context, paths, catalog, tables),
        configuration);
  }

  /** Connects to the catalog; the caller closes it. */
  PartitionCatalog catalog() {
    return catalogs.get();
  }

  /** Claims the log and finishes what a predecessor decided. */
  LiveCommitter claim(PartitionCatalog catalog, Clock clock) {
    return LiveCommitter.open(
        logs.apply(catalog), configuration, clock, UUID.randomUUID().toString());
  }
}
