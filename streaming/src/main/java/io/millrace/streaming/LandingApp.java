package io.millrace.streaming;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.landing.Landing;
import io.millrace.model.landing.LandingPaths;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hive.conf.HiveConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Lands every declared feed of a folder: Kafka to time-partitioned Parquet that Hive reads exactly
 * once. Runs on YARN until it is asked to stop or cannot go on; YARN then starts another attempt,
 * which takes over from the commit log alone.
 */
public final class LandingApp {

  private static final String DECLARATION = ".yaml";

  private final LandingSettings settings;
  private final SparkSession spark;
  private final HdfsFiles files;
  private final Clock clock;

  private LandingApp(LandingSettings settings, SparkSession spark, HdfsFiles files, Clock clock) {
    this.settings = settings;
    this.spark = spark;
    this.files = files;
    this.clock = clock;
  }

  public static void main(String[] args) throws Exception {
    LandingSettings settings = LandingSettings.parse(args);
    SparkSession spark = SparkSession.builder().appName("millrace-streaming").getOrCreate();
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    FileContext context = FileContext.getFileContext(new Path(settings.root()).toUri(), hadoop);
    boolean ended =
        new LandingApp(settings, spark, new HdfsFiles(context), Clock.systemUTC()).run();
    spark.stop();
    if (!ended) {
      throw new IllegalStateException("landing ended by itself; the log above says why");
    }
  }

  private boolean run() throws Exception {
    String attempt = UUID.randomUUID().toString();
    List<FeedRun> runs = new ArrayList<>();
    for (Feed feed : feeds()) {
      runs.add(feedRun(feed, attempt));
    }
    try (LandingLoop loop =
        new LandingLoop(runs, files, settings.root(), spark.sparkContext().applicationId())) {
      return loop.run(spark);
    }
  }

  private List<Feed> feeds() {
    List<Feed> feeds = new ArrayList<>();
    for (String name : files.names(settings.feeds()).stream().sorted().toList()) {
      if (name.endsWith(DECLARATION)) {
        String base = name.substring(0, name.length() - DECLARATION.length());
        feeds.add(
            FeedCatalog.parse(settings.feeds() + "/" + base, text(name), text(base + ".avsc")));
      }
    }
    if (feeds.isEmpty()) {
      throw new IllegalArgumentException(
          settings.feeds() + " holds no feed declaration (NAME.yaml with NAME.avsc)");
    }
    return feeds;
  }

  private String text(String name) {
    String path = settings.feeds() + "/" + name;
    Optional<String> text = files.read(path);
    return text.orElseThrow(() -> new IllegalArgumentException(path + " does not exist"));
  }

  private FeedRun feedRun(Feed feed, String attempt) {
    LandingPaths paths = FeedLander.paths(settings, feed);
    HiveConf hive = new HiveConf(spark.sparkContext().hadoopConfiguration(), LandingApp.class);
    MetastoreCatalog catalog = MetastoreCatalog.connect(hive, paths);
    HdfsLandingStore store = new HdfsLandingStore(files, paths, catalog);
    FeedLander lander =
        new FeedLander(
            feed,
            new Landing(store, clock),
            new BatchStager(
                feed, paths, settings.tasks(), clock, new JavaSparkContext(spark.sparkContext())),
            new HourCloser(feed, paths, files, store, catalog, clock),
            attempt);
    TopicOffsets offsets = new TopicOffsets(settings.brokers(), feed.topic());
    return new FeedRun(
        lander, new FeedQuery(settings, lander, offsets), offsets, paths.stopped(), catalog);
  }
}
