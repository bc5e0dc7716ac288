package io.millrace.streaming.health;

import io.millrace.streaming.live.LiveCommitter;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a feed's health connects to.
 *
 * @param committer of its own log
 * @param topicEnds asks for the end of each of the topic's partitions
 * @param metrics where windows are told
 * @param releases run when this is closed, in this order
 */
record HealthSurroundings(
    LiveCommitter committer,
    Supplier<Map<Integer, Long>> topicEnds,
    HealthMetrics metrics,
    List<Runnable> releases)
    implements AutoCloseable {

  @Override
  public void close() {
    RuntimeException failure = null;
    for (Runnable release : releases) {
      try {
        release.run();
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
