package io.millrace.streaming.live;

import io.millrace.model.feed.Feed;
import io.millrace.model.feed.FeedCatalog;
import io.millrace.model.landing.LandingStore;
import io.millrace.model.live.LiveTable;
import io.millrace.model.streaming.LiveSettings;
import io.millrace.model.streaming.StreamingSettings;
import io.millrace.streaming.Declaration;
import io.millrace.streaming.PartitionCatalog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A feed with its topic, its live tables and the topic of its windows; drivers are started on it.
 */
final class LiveFeed {

  private static final LiveSettings SETTINGS =
      StreamingSettings.of(Map.of("live.revise", "PT0.1S", "live.commit", "PT1S")).live();

  private final SparkSession spark;
  private final String name;
  private final LocalLive live;
  private final FolderTopic topic;
  private final SteppedClock clock = new SteppedClock(Instant.parse("2026-06-15T13:00:00Z"));
  private final List<MockProducer<String, String>> metrics = new CopyOnWriteArrayList<>();
  private Declaration declaration;

  LiveFeed(SparkSession spark, Path root, String name, int partitions) throws Exception {
    this.spark = spark;
    this.name = name;
    this.live = new LocalLive(root, name);
    this.topic = new FolderTopic(spark, root.resolve("topic"), partitions);
    declare(1);
  }

  /** The feed as it is declared, under another number. */
  void declare(int version) {
    Feed feed = FeedCatalog.load(Path.of("../conf/feeds")).require(name);
    declaration = new Declaration(version, feed, List.of(feed.avsc()), null);
  }

  FolderTopic topic() {
    return topic;
  }

  LocalLive live() {
    return live;
  }

  LiveQuery driver() throws Exception {
    return driver(UnaryOperator.identity());
  }

  /**
   * @param around what stands between the driver and its log
   */
  LiveQuery driver(UnaryOperator<LandingStore> around) throws Exception {
    LiveBeginning beginning =
        new LiveBeginning(
            "live-" + name,
            () -> declaration,
            spark,
            live.files(),
            live.paths(),
            new Surroundings(around),
            SETTINGS,
            clock);
    return LiveQuery.start("live-" + name, beginning, clock);
  }

  /** Lets time pass. */
  void advance(Duration by) {
    clock.advance(by);
  }

  /** Looks after a driver, a second of its clock later; says whether it has read everything. */
  boolean hasReadAll(LiveQuery driver) throws Exception {
    clock.advance(Duration.ofSeconds(1));
    driver.tick();
    Long lag = driver.status().lag();
    return lag != null && lag == 0;
  }

  Dataset<Row> table(String view) {
    return live.table(spark, view);
  }

  /** What was sent to live-metrics as final, in order. */
  List<ProducerRecord<String, String>> finals() {
    return metrics.stream()
        .flatMap(producer -> producer.history().stream())
        .filter(record -> record.value().contains("\"final\":true"))
        .toList();
  }

  private final class Surroundings implements LiveSurroundings {
    private final UnaryOperator<LandingStore> around;

    Surroundings(UnaryOperator<LandingStore> around) {
      this.around = around;
    }

    @Override
    public LiveSource source(Feed feed, Duration share) {
      return topic.source();
    }

    @Override
    public MetricsTopic metrics() {
      MockProducer<String, String> producer =
          new MockProducer<>(true, new StringSerializer(), new StringSerializer());
      metrics.add(producer);
      return new MetricsTopic(producer);
    }

    @Override
    public PartitionCatalog catalog() {
      return live.catalog();
    }

    @Override
    public LiveLog log(PartitionCatalog catalog, List<LiveTable> tables) {
      return live.log(around.apply(live.store()), tables, clock);
    }
  }
}
