package io.millrace.streaming.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.landing.LandingPaths;
import io.millrace.model.live.LiveTable;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.streaming.FeedContext;
import io.millrace.streaming.MetastoreCatalog;
import io.millrace.streaming.PartitionCatalog;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.hive.conf.HiveConf;

/**
 * The broker, the metastore and HDFS of the cluster that the application runs on.
 *
 * @param paths of the live log
 */
record ClusterSurroundings(FeedContext context, LandingPaths paths) implements LiveSurroundings {

  @Override
  public LiveSource source(Feed feed, Duration share) {
    LiveSettings live = context.settings().streaming().live();
    double triggers = Math.max(1, (double) share.toMillis() / live.trigger().toMillis());
    return new TopicSource(
        context.settings().brokers(), feed.topic(), (long) (triggers * live.maxOffsets()));
  }

  @Override
  public MetricsTopic metrics() {
    return MetricsTopic.connect(context.settings().brokers());
  }

  @Override
  public PartitionCatalog catalog() {
    return MetastoreCatalog.connect(
        new HiveConf(
            context.spark().sparkContext().hadoopConfiguration(), ClusterSurroundings.class),
        paths);
  }

  @Override
  public LiveLog log(PartitionCatalog catalog, List<LiveTable> tables) {
    return LiveLog.of(context, paths, catalog, tables);
  }
}
