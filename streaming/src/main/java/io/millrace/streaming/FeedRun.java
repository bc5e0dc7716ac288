package io.millrace.streaming;

import io.millrace.model.landing.LandingStoppedException;
import java.io.IOException;
import java.util.Optional;
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
  private final String stoppedNote;
  private final PartitionCatalog catalog;
  private StreamingQuery running;
  private volatile boolean stopped;

  /**
   * @param source closed with this, as is {@code catalog}, which the lander uses
   */
  FeedRun(FeedLander lander, FeedSource source, String stoppedNote, PartitionCatalog catalog) {
    this.lander = lander;
    this.source = source;
    this.stoppedNote = stoppedNote;
    this.catalog = catalog;
  }

  void start(SparkSession spark, HdfsFiles files) throws IOException, TimeoutException {
    files.delete(stoppedNote);
    try {
      running = source.start(spark);
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
    lander.renew();
    lander.closeHours(source::endOffsets);
  }

  boolean stopped() {
    return stopped;
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
