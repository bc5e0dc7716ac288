package io.millrace.streaming;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/** Runs the feeds until somebody asks for a stop in HDFS or one of them fails. */
final class LandingLoop implements AutoCloseable {

  private static final long TICK_MILLIS = 1000;

  private final List<FeedRun> feeds;
  private final HdfsFiles files;
  private final String stopRequest;
  private final String readyMark;
  private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor();

  LandingLoop(List<FeedRun> feeds, HdfsFiles files, String root, String applicationId) {
    this.feeds = feeds;
    this.files = files;
    this.stopRequest = root + "/ops/streaming/stop";
    this.readyMark = root + "/ops/streaming/" + applicationId + ".ready";
  }

  /**
   * Starts all feeds and returns when the application has to end.
   *
   * @return true if a stop was asked for, false if every feed has stopped by itself
   */
  boolean run(SparkSession spark) throws Exception {
    for (FeedRun feed : feeds) {
      feed.start(spark, files);
    }
    files.write(readyMark, "");
    CompletableFuture<Boolean> end = new CompletableFuture<>();
    ScheduledFuture<?> ticks =
        ticker.scheduleWithFixedDelay(
            () -> tick(end), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    try {
      return end.get();
    } finally {
      ticks.cancel(false);
      for (FeedRun feed : feeds) {
        feed.stop();
      }
      files.delete(readyMark);
      files.delete(stopRequest);
    }
  }

  private void tick(CompletableFuture<Boolean> end) {
    try {
      if (files.exists(stopRequest)) {
        end.complete(true);
        return;
      }
      feeds.forEach(feed -> feed.tick(files));
      if (feeds.stream().allMatch(FeedRun::stopped)) {
        end.complete(false);
      }
    } catch (RuntimeException e) {
      end.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    ticker.shutdownNow();
    feeds.forEach(FeedRun::close);
  }
}
