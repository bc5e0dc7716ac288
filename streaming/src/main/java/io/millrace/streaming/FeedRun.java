package io.millrace.streaming;

import io.millrace.model.landing.LandingStoppedException;
import io.millrace.model.streaming.QueryStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private StreamingQuery running;
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
    try {
      running = source.start(spark);
      meter.running();
    } catch (LandingStoppedException e) {
      stopFeed(e, files);
    }
  }

  /**
   * Takes up a newer declaration, closes hours and looks whether the query still runs.
   *
   * @throws IllegalStateException if the query failed for a reason that another attempt may mend
   */
  void tick(HdfsFiles files) {
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
    lander.renew();
    Map<Integer, Long> ends = source.endOffsets();
    meter.seen(ends);
    lander.closeHours(() -> new TreeMap<>(ends));
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

  private void stopFeed(LandingStoppedException reason, HdfsFiles files) {
    stopped = true;
    meter.stopped(reason.getMessage());
    LOG.error("feed {} stops: {}", lander.feed().name(), reason.getMessage());
    files.write(stoppedNote, reason.getMessage() + "\n");
  }

  private static LandingStoppedException reason(Throwable failure) {
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
