package io.millrace.streaming.health;

import io.millrace.model.health.HealthView;
import io.millrace.model.landing.CommitRecord;
import io.millrace.model.landing.CommitRecordJson;
import io.millrace.model.landing.DelayCount;
import io.millrace.model.landing.LandedFile;
import io.millrace.model.landing.LandingPaths;
import io.millrace.streaming.HdfsFiles;
import io.millrace.streaming.HdfsLandingStore;
import io.millrace.streaming.PartitionCatalog;
import io.millrace.streaming.live.LiveCommitter;
import io.millrace.streaming.live.LiveLog;
import io.millrace.streaming.live.LiveRetention;
import io.millrace.streaming.parquet.Column;
import io.millrace.streaming.parquet.ColumnType;
import io.millrace.streaming.parquet.RowReader;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;

/** A feed's commit log, a topic of two partitions and the table of health in a local folder. */
final class LocalHealth {

  static final Instant START = Instant.parse("2026-05-01T10:00:00Z");

  private static final Duration PUBLISHING = Duration.ofSeconds(1);
  private static final FeedHealth.Pace PACE =
      new FeedHealth.Pace(Duration.ofSeconds(1), Duration.ofSeconds(20));

  private final Configuration configuration = new Configuration();
  private final HdfsFiles files;
  private final LandingPaths landing;
  private final LandingPaths live;
  private final List<String> metrics = new ArrayList<>();
  private final Map<Integer, Long> ends = new TreeMap<>(Map.of(0, 0L, 1, 0L));
  private final List<LandedFile> registered = new ArrayList<>();
  private final StoppedClock clock = new StoppedClock();
  private long seq;

  LocalHealth(Path folder) throws IOException {
    files = new HdfsFiles(FileContext.getFileContext(folder.toUri(), configuration));
    String root = folder.toUri().toString().replaceAll("/$", "");
    landing = new LandingPaths(root, "rides");
    live = LandingPaths.liveShared(root, "health_rides");
  }

  /** A driver that goes on where the one before was committed. */
  FeedHealth start() {
    LiveCommitter committer =
        LiveCommitter.open(
            new LiveLog(
                live,
                new HdfsLandingStore(files, live, catalog(), clock),
                new LiveRetention(
                    live,
                    files,
                    catalog(),
                    List.of(HealthView.SHAPE.table()),
                    Duration.ofDays(1),
                    clock)),
            configuration,
            clock,
            UUID.randomUUID().toString());
    HealthMetrics told =
        new HealthMetrics() {
          @Override
          public void revision(String key, String value) {
            metrics.add(value);
          }

          @Override
          public void last(String key, String value) {
            metrics.add(value);
          }

          @Override
          public void retry() {}
        };
    return FeedHealth.begin(
        files,
        landing,
        new HealthSurroundings(committer, () -> Map.copyOf(ends), told, List.of()),
        PACE,
        clock);
  }

  void at(long second) {
    clock.now = START.plusSeconds(second);
  }

  /**
   * Lands a batch of partition 0 and publishes it a second after it was read.
   *
   * @param arrivedAt the second at which its records reached Kafka
   */
  void land(long arrivedAt, long readAt, long records) throws IOException {
    seq++;
    ends.merge(0, records, Long::sum);
    Instant arrived = START.plusSeconds(arrivedAt);
    Instant window = Instant.ofEpochSecond(arrived.getEpochSecond() / 10 * 10);
    CommitRecord record =
        CommitRecordJson.read(
            "test",
            """
            {"seq": %d, "kind": "batch", "attempt": "a", "decided_at": "%s", "published_ms": %s,
             "ends": [{"partition": 0, "offset": %d}],
             "arrived_until": [{"partition": 0, "time": "%s"}],
             "arrivals": [{"window_start": "%s", "records": %d, "bytes": 1, "quarantined": 0,
                           "late": 0, "waits": [{"up_to_ms": %d, "rows": %d}]}]}
            """
                .formatted(
                    seq,
                    START.plusSeconds(readAt),
                    seq == 1 ? "null" : PUBLISHING.toMillis(),
                    ends.get(0),
                    arrived,
                    window,
                    records,
                    DelayCount.bucket((readAt - arrivedAt) * 1_000),
                    records));
    HdfsLandingStore store = new HdfsLandingStore(files, landing, catalog(), clock);
    store.append(record);
    store.markPublished(record);
    Files.setLastModifiedTime(
        Path.of(java.net.URI.create(landing.publishedMark(seq))),
        FileTime.from(START.plusSeconds(readAt).plus(PUBLISHING)));
  }

  /** Puts a record on a partition that nobody has read. */
  void produceUnread(int partition) {
    ends.merge(partition, 1L, Long::sum);
  }

  /** All that was told, in order. */
  List<String> metrics() {
    return metrics;
  }

  /** The table's rows by time of the window. */
  List<Object[]> committed() throws IOException {
    List<Column> columns =
        HealthView.SHAPE.table().columns().stream()
            .map(column -> new Column(column.name(), ColumnType.valueOf(column.type().name())))
            .toList();
    List<Object[]> rows = new ArrayList<>();
    for (LandedFile file : registered) {
      if (!file.path().contains("/live/feed_health/log=health_rides/dt=2026-05-01/hour=10/")) {
        throw new AssertionError("not in the log's own partitions: " + file.path());
      }
      try (RowReader reader =
          new RowReader(new org.apache.hadoop.fs.Path(file.path()), columns, configuration)) {
        for (long row = 0; row < reader.rows(); row++) {
          rows.add(reader.next());
        }
      }
    }
    rows.sort(Comparator.comparing(row -> (Long) row[0]));
    return rows;
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private PartitionCatalog catalog() {
    return (PartitionCatalog)
        Proxy.newProxyInstance(
            PartitionCatalog.class.getClassLoader(),
            new Class<?>[] {PartitionCatalog.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "register" ->
                    ((CommitRecord) arguments[0])
                        .files().stream()
                            .filter(file -> !registered.contains(file))
                            .forEach(registered::add);
                case "close", "addSegment", "moveSegment" -> {}
                default -> throw new UnsupportedOperationException(method.getName());
              }
              return null;
            });
  }

  /** Goes on when it is told to. */
  private static final class StoppedClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
