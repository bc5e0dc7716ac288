package io.millrace.streaming;

import io.millrace.model.streaming.StreamingPaths;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the feeds until somebody asks for a stop in HDFS or one of them fails. */
final class LandingLoop implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LandingLoop.class);
  private static final long TICK_MILLIS = 1000;
  private static final long LAST_TICKS_WITHIN_SECONDS = 15;

  private final FeedRuns feeds;
  private final HdfsFiles files;
  private final StatusFile status;
  private final String stopRequest;
  private final String readyMark;
  // a thread for the loop and one for each feed, whose tick waits for the batch under way, and for
  // each companion
  private final ScheduledThreadPoolExecutor ticker = new ScheduledThreadPoolExecutor(1);
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();

  LandingLoop(FeedRuns feeds, HdfsFiles files, String root, StatusFile status) {
    this.feeds = feeds;
    this.files = files;
    this.status = status;
    StreamingPaths paths = new StreamingPaths(root);
    this.stopRequest = paths.stopRequest(status.application());
    this.readyMark = paths.readyMark(status.application());
  }

  /**
   * Starts all feeds and returns when the application has to end. It is ready once every feed that
   * was declared before has started; a feed declared later says so itself, by its version.
   *
   * @return true if a stop was asked for, false if every feed has stopped by itself
   */
  boolean run(SparkSession spark) throws Exception {
    List<FeedRun> first = feeds.startDeclared(spark);
    files.write(readyMark, "");
    first.forEach(this::tickFeed);
    every(() -> tick(spark));
    try {
      return end.get();
    } finally {
      ticker.shutdown();
      if (!ticker.awaitTermination(LAST_TICKS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("a tick goes on after {} s and is interrupted", LAST_TICKS_WITHIN_SECONDS);
        ticker.shutdownNow();
      }
      feeds.stop();
      files.delete(readyMark);
      files.delete(stopRequest);
    }
  }

  private void tick(SparkSession spark) throws Exception {
    if (files.exists(stopRequest)) {
      end.complete(true);
      return;
    }
    feeds.startNewlyDeclared(spark).forEach(this::tickFeed);
    status.write(feeds.statuses());
    if (feeds.allStopped()) {
      end.complete(false);
    }
  }

  private void tickFeed(FeedRun feed) {
    ticker.setCorePoolSize(ticker.getCorePoolSize() + 1);
    every(() -> feed.tick(files));
    for (CompanionRun companion : feed.companions()) {
      ticker.setCorePoolSize(ticker.getCorePoolSize() + 1);
      every(companion::tick);
    }
  }

  private interface Tick {
    void run() throws Exception;
  }

  private void every(Tick tick) {
    // a failure goes to the loop's end, not into this
    Future<?> unused =
        ticker.scheduleWithFixedDelay(
            () -> {
              try {
                tick.run();
              } catch (Exception e) {
                end.completeExceptionally(e);
              }
            },
            TICK_MILLIS,
            TICK_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    feeds.close();
  }
}
