package io.millrace.streaming.compact;

import io.millrace.model.streaming.CompactionSettings;
import io.millrace.model.streaming.QueryState;
import io.millrace.model.streaming.QueryStatus;
import io.millrace.streaming.FeedCompanion;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Compaction beside a feed's landing, in a thread of its own. Of all feeds of an application one at
 * a time compacts, one hour at a time.
 */
final class CompactionCompanion implements FeedCompanion {

  private static final long ENDS_WITHIN_SECONDS = 5;

  private final String name;
  private final Compactor compactor;
  private final HourMerge merge;
  private final HourDirectory directory;
  private final CompactionSettings settings;
  private final Semaphore turn;
  private final Clock clock;
  private final Instant since;
  private final ExecutorService thread;
  private Future<Boolean> underWay;
  private Instant nextLook;

  /**
   * @param directory closed with this, as {@code compactor} uses it
   * @param turn held while a feed compacts; all feeds share it
   */
  CompactionCompanion(
      String name,
      Compactor compactor,
      HourMerge merge,
      HourDirectory directory,
      CompactionSettings settings,
      Semaphore turn,
      Clock clock) {
    this.name = name;
    this.compactor = compactor;
    this.merge = merge;
    this.directory = directory;
    this.settings = settings;
    this.turn = turn;
    this.clock = clock;
    this.since = clock.instant();
    this.nextLook = since;
    this.thread =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread made = new Thread(work, name);
              made.setDaemon(true);
              return made;
            });
  }

  @Override
  public void tick() throws Exception {
    if (underWay != null) {
      if (!underWay.isDone()) {
        return;
      }
      Future<Boolean> ended = underWay;
      underWay = null;
      nextLook = again(ended) ? clock.instant() : clock.instant().plus(settings.every());
    }
    if (!clock.instant().isBefore(nextLook)) {
      underWay = thread.submit(this::compact);
    }
  }

  @Override
  public QueryStatus status() {
    return QueryStatus.of(name, QueryState.RUNNING, since).build();
  }

  @Override
  public void stop() throws InterruptedException {
    merge.cancel();
    thread.shutdownNow();
    if (!thread.awaitTermination(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      // a job that began between the two
      merge.cancel();
    }
    directory.close();
  }

  private boolean compact() throws InterruptedException {
    turn.acquire();
    try {
      return compactor.next();
    } finally {
      turn.release();
    }
  }

  private static boolean again(Future<Boolean> ended) throws Exception {
    try {
      return ended.get();
    } catch (CancellationException e) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
