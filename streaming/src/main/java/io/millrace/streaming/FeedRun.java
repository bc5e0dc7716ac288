package io.millrace.streaming;

import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.streaming.QueryStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.StreamingQueryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A feed while the application lives. A feed that must not go on stops alone, with the reason in
 * HDFS, and the others continue; any other failure ends the application, and YARN tries again.
 */
final class FeedRun implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FeedRun.class);

  private final FeedLander lander;
  private final FeedSource source;
  private final LandingMeter meter;
  private final String stoppedNote;
  private final PartitionCatalog catalog;
  private final List<CompanionRun> companions;
  private SparkSession spark;
  private volatile StreamingQuery running;
  private volatile boolean stopped;

  /**
   * @param source closed with this, as is {@code catalog}, which the lander uses
   * @param companions what runs beside landing
   */
  FeedRun(
      FeedLander lander,
      FeedSource source,
      String stoppedNote,
      PartitionCatalog catalog,
      List<CompanionRun> companions) {
    this.lander = lander;
    this.meter = lander.meter();
    this.source = source;
    this.stoppedNote = stoppedNote;
    this.catalog = catalog;
    this.companions = List.copyOf(companions);
  }

  void start(SparkSession spark, HdfsFiles files) throws IOException, TimeoutException {
    files.delete(stoppedNote);
    this.spark = spark;
    try {
      lander.takeOver();
      read();
    } catch (LandingStoppedException e) {
      stopFeed(e, files);
    }
  }

  /**
   * Takes up a newer declaration, closes hours, drops what is kept no longer and looks whether the
   * query still runs.
   *
   * @throws IllegalStateException if the query failed for a reason that another attempt may mend
   */
  void tick(HdfsFiles files) throws IOException, TimeoutException {
    if (stopped) {
      return;
    }
    Optional<StreamingQueryException> failure =
        Optional.ofNullable(running.exception().getOrElse(() -> null));
    if (failure.isPresent()) {
      LandingStoppedException reason = reason(failure.get());
      if (reason == null) {
        throw new IllegalStateException(
            "feed " + lander.feed().name() + ": " + failure.get().getMessage(), failure.get());
      }
      stopFeed(reason, files);
      return;
    }
    meter.read(running.recentProgress());
    fitLimit(files);
    lander.renew();
    Map<Integer, Long> ends = source.endOffsets();
    meter.seen(ends);
    lander.closeHours(() -> new TreeMap<>(ends));
    lander.drop();
    lander.tidyLog();
  }

  boolean stopped() {
    return stopped;
  }

  List<CompanionRun> companions() {
    return companions;
  }

  /** What landing and what runs beside it say of themselves. */
  List<QueryStatus> statuses() {
    List<QueryStatus> all = new ArrayList<>();
    all.add(meter.status());
    companions.forEach(companion -> all.add(companion.status()));
    return all;
  }

  /** Ends after the batch under way. */
  void stop() throws TimeoutException {
    lander.stop();
    if (running != null) {
      running.stop();
    }
  }

  /**
   * Starts the query again with another limit, between two batches. The commit log alone says where
   * it goes on, so no record is lost or doubled.
   */
  private void fitLimit(HdfsFiles files) throws IOException, TimeoutException {
    BatchLimit limit = meter.limit();
    OptionalLong better = limit.better();
    if (better.isEmpty()) {
      return;
    }
    LOG.info(
        "feed {}: batches have at most {} records from now on, {} before",
        lander.feed().name(),
        better.getAsLong(),
        limit.current());
    lander.hold();
    try {
      running.stop();
      limit.use(better.getAsLong());
      read();
    } catch (LandingStoppedException e) {
      stopFeed(e, files);
    } finally {
      lander.release();
    }
  }

  private void read() throws IOException, TimeoutException {
    running = source.start(spark, meter.limit().current());
    meter.running();
  }

  private void stopFeed(LandingStoppedException reason, HdfsFiles files) {
    stopped = true;
    meter.stopped(reason.getMessage());
    LOG.error("feed {} stops: {}", lander.feed().name(), reason.getMessage());
    files.replace(stoppedNote, reason.getMessage() + "\n");
  }

  /** Why the feed must not go on, or null if another attempt may mend the failure. */
  private LandingStoppedException reason(Throwable failure) {
    try {
      // the reader says in words of its own, and not of all partitions, what is missing
      source.requireNoGap();
    } catch (LandingStoppedException e) {
      return e;
    } catch (RuntimeException e) {
      LOG.warn("feed {}: the topic cannot be asked: {}", lander.feed().name(), e.getMessage());
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LandingStoppedException stoppedException) {
        return stoppedException;
      }
    }
    return null;
  }

  @Override
  public void close() {
    source.close();
    catalog.close();
  }
}
