package io.millrace.streaming.fraud;

import io.millrace.model.landing.LandingPaths;
import io.millrace.model.landing.LandingStore;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.HdfsLandingStore;
import io.millrace.streaming.MetastoreCatalog;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.live.LiveCommitter;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.conf.HiveConf;

/**
 * A live log and the tables that it fills.
 *
 * @param catalogs connects an attempt, which closes it
 * @param stores the log and its tables
 */
record OutputLog(
    LandingPaths paths,
    Supplier<PartitionCatalog> catalogs,
    Function<PartitionCatalog, LandingStore> stores,
    Configuration configuration) {

  /** The live log of that name on the cluster that the application runs on. */
  static OutputLog of(FeedContext context, String name) {
    LandingPaths paths = LandingPaths.live(context.paths().root(), name);
    Configuration configuration = context.spark().sparkContext().hadoopConfiguration();
    return new OutputLog(
        paths,
        () -> MetastoreCatalog.connect(new HiveConf(configuration, OutputLog.class), paths),
        catalog -> new HdfsLandingStore(context.files(), paths, catalog, context.clock()),
        configuration);
  }

  /** Connects to the catalog; the caller closes it. */
  PartitionCatalog catalog() {
    return catalogs.get();
  }

  /** Claims the log and finishes what a predecessor decided. */
  LiveCommitter claim(PartitionCatalog catalog, Clock clock) {
    return LiveCommitter.open(
        paths, stores.apply(catalog), configuration, clock, UUID.randomUUID().toString());
  }
}
